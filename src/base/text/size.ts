const GB = 1e9;

/** Bytes for people: "1.2 GB", "274 MB". */
export const sizeText = (bytes: number): string =>
  bytes >= GB ? `${(bytes / GB).toFixed(1)} GB` : `${(bytes / 1e6).toFixed(0)} MB`;
