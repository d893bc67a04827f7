/** Characters that no XML may hold, not even as a reference; lone halves of a pair among them. */
const NOT_XML =
  // eslint-disable-next-line no-control-regex -- it is control characters that are looked for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]|\p{Cs}/gu;

/** A text that may stand in XML and HTML: what may not is shown as "�". Markup is not escaped. */
export const xmlText = (text: string): string => text.replaceAll(NOT_XML, "\ufffd");
