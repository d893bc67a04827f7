/** The part of adm-zip that is used; the package brings no types. */
declare module "adm-zip" {
  export default class AdmZip {
    constructor(archive?: Buffer);
    getEntries(): readonly { readonly entryName: string }[];
    addFile(name: string, content: Buffer): void;
    toBuffer(): Buffer;
  }
}
