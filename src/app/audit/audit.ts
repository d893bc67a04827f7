import { fileURLToPath } from "node:url";
import { AUDIT_VERDICTS, type AuditVerdict, type Finding } from "../../report/audit/finding.js";
import { auditPaper } from "../../report/audit/audit.js";
import { printedGains, type PrintedGains } from "../../report/audit/gains.js";
import { readPaper } from "../../report/audit/read.js";

export type { AuditVerdict, Finding, PrintedGains };

export interface AuditRequest {
  /** Folder of a paper (docs/paper-schema.md). Default: the paper that this project reproduces. */
  readonly folder?: string | undefined;
}

export interface AuditReport {
  readonly title: string;
  /** How many printed numbers there are. */
  readonly numbers: number;
  readonly counts: Readonly<Record<AuditVerdict, number>>;
  readonly items: readonly Finding[];
  /** Could so few seeds have shown the printed gains? */
  readonly gains: PrintedGains | null;
  /** Whether nothing disagrees and nothing is impossible; what is ambiguous may stand. */
  readonly agrees: boolean;
}

/** The project's own paper, beside the compiled code. */
const OWN = fileURLToPath(new URL("../../report/paper/printed", import.meta.url));

/**
 * Whether a paper agrees with itself: recomputed from its printed numbers alone.
 * @throws AmtlError (2) for a folder that holds no paper, or one of another form.
 */
export async function audit({ folder = OWN }: AuditRequest): Promise<AuditReport> {
  const { paper, statements } = await readPaper(folder);
  const items = auditPaper(paper, statements);
  const counts = Object.fromEntries(
    Object.keys(AUDIT_VERDICTS).map((verdict) => [
      verdict,
      items.filter((item) => item.verdict === verdict).length,
    ]),
  ) as Readonly<Record<AuditVerdict, number>>;
  return {
    title: paper.header.title,
    numbers: paper.printed.length,
    counts,
    items,
    gains: printedGains(paper),
    agrees: counts.mismatch + counts.impossible === 0,
  };
}
