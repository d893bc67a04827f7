"""Runs a command on a terminal of its own, and closes it once a word has been shown.

argv: the word, then the command. Prints {"code", "signal", "shown"} as JSON; code or signal is null.
"""

import fcntl, json, os, pty, struct, sys, termios

word, *command = sys.argv[1:]
child, terminal = pty.fork()
if child == 0:
    os.execvp(command[0], command)
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
shown = b""
while word.encode() not in shown:
    try:
        shown += os.read(terminal, 65536)
    except OSError:  # It has ended.
        break
os.close(terminal)
_, status = os.waitpid(child, 0)
code = os.WEXITSTATUS(status) if os.WIFEXITED(status) else None
signal = os.WTERMSIG(status) if os.WIFSIGNALED(status) else None
print(json.dumps({"code": code, "signal": signal, "shown": shown.decode(errors="replace")}))
