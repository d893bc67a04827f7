/**
 * bash replaces what follows the last = or : of a word only, so what comes before is cut off. Where nothing fits,
 * it completes files (-o default).
 */
const BASH = `# amtl-run completion bash
_amtl_run() {
  local line="\${COMP_LINE:0:COMP_POINT}" word before
  local -a words=()
  read -r -a words <<< "$line"
  [[ "$line" == *[[:space:]] ]] && words+=("")
  word="\${words[-1]}"
  before="\${word%"\${word##*[=:]}"}"
  COMPREPLY=()
  local found
  while IFS= read -r found; do
    COMPREPLY+=("\${found#"$before"}")
  done < <(printf '%s\\n' "\${words[@]:1}" | "\${words[0]}" completion words 2> /dev/null)
  [[ "\${COMPREPLY[0]}" == *[=,] ]] && compopt -o nospace
  return 0
}
complete -o default -F _amtl_run amtl-run
`;

const ZSH = `#compdef amtl-run
# amtl-run completion zsh
_amtl_run() {
  local -a found open
  found=("\${(@f)$(printf '%s\\n' "\${(@)words[2,CURRENT]}" | "\${words[1]}" completion words 2> /dev/null)}")
  found=("\${(@)found:#}")
  if (( ! \${#found} )); then
    _files
    return
  fi
  open=("\${(@M)found:#*[=,]}")
  compadd -S '' -a open
  found=("\${(@)found:#*[=,]}")
  compadd -a found
}
compdef _amtl_run amtl-run
`;

/** What a shell reads at its start, by the shell's name. */
export const SCRIPTS: ReadonlyMap<string, string> = new Map([
  ["bash", BASH],
  ["zsh", ZSH],
]);
