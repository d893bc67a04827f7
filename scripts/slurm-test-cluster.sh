#!/bin/sh
# A Slurm of one node and two invented GPUs, with folders and ports of its own, for the tests.
#
#   slurm-test-cluster.sh install        brings Debian's packages, as root, where they are not here yet
#   slurm-test-cluster.sh start FOLDER   FOLDER/slurm.conf is then what SLURM_CONF should name
#   slurm-test-cluster.sh controller FOLDER   starts the controller again
#   slurm-test-cluster.sh stop FOLDER
#
# Exit code 4: it cannot be had on this machine.
set -eu

fail() {
  echo "$1" >&2
  exit 4
}

install() {
  PATH=$PATH:/usr/sbin
  command -v slurmctld >/dev/null && command -v slurmd >/dev/null && command -v munged >/dev/null && return
  [ "$(id -u)" = 0 ] || fail "not root, and Slurm is not installed"
  command -v apt-get >/dev/null || fail "no apt-get, and Slurm is not installed"
  # Run level 1: the packages' own services stay off.
  export DEBIAN_FRONTEND=noninteractive RUNLEVEL=1
  packages="slurmctld slurmd slurm-client munge"
  get() { apt-get install -qq -y --no-install-recommends -o DPkg::Lock::Timeout=60 $packages >/dev/null 2>&1; }
  get || { apt-get update -qq >/dev/null 2>&1 && get; } || fail "apt-get does not bring $packages"
}

free_port() {
  node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })'
}

start() {
  [ "$(id -u)" = 0 ] || fail "not root"
  folder=$1
  host=$(hostname -s)
  mkdir -p "$folder/state" "$folder/spool" "$folder/log" "$folder/munge"
  chmod 700 "$folder/munge"
  [ -e "$folder/munge/key" ] || head -c 1024 /dev/urandom >"$folder/munge/key"
  chmod 400 "$folder/munge/key"
  for gpu in 0 1; do
    [ -e "$folder/gpu$gpu" ] || mknod "$folder/gpu$gpu" c 1 3 || fail "mknod is not allowed"
  done
  # The key's folder may be one that everybody can write to, such as /tmp: --force.
  munged --force --key-file="$folder/munge/key" --socket="$folder/munge/socket" \
    --pid-file="$folder/munge/pid" --log-file="$folder/log/munged.log" --seed-file="$folder/munge/seed" \
    2>"$folder/log/munged.err" || fail "munged does not start: $(cat "$folder/log/munged.err")"
  echo "Name=gpu File=$folder/gpu[0-1]" >"$folder/gres.conf"
  cat >"$folder/slurm.conf" <<EOF
ClusterName=amtltest
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$(free_port)
SlurmdPort=$(free_port)
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=$folder/munge/socket
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
SlurmctldLogFile=$folder/log/slurmctld.log
SlurmdLogFile=$folder/log/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
GresTypes=gpu
PreemptType=preempt/partition_prio
PreemptMode=REQUEUE
SlurmctldParameters=preempt_send_user_signal
SlurmdParameters=config_overrides
SchedulerParameters=sched_min_interval=1,bf_interval=3
ReturnToService=2
NodeName=$host NodeAddr=127.0.0.1 Sockets=1 CoresPerSocket=4 ThreadsPerCore=1 RealMemory=4000 Gres=gpu:2
PartitionName=low Nodes=$host Default=YES PriorityTier=1 GraceTime=60 MaxTime=INFINITE State=UP
PartitionName=high Nodes=$host PriorityTier=10 PreemptMode=OFF MaxTime=INFINITE State=UP
EOF
  controller "$folder"
  SLURM_CONF=$folder/slurm.conf slurmd -f "$folder/slurm.conf" || fail "slurmd does not start"
  export SLURM_CONF="$folder/slurm.conf"
  for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    [ "$(sinfo -h -p low -o %t 2>/dev/null)" = idle ] && return
    sleep 1
  done
  fail "the node does not come up: $(tail -n 3 "$folder/log/slurmd.log")"
}

controller() {
  SLURM_CONF=$1/slurm.conf slurmctld -f "$1/slurm.conf" 2>>"$1/log/slurmctld.err" ||
    fail "slurmctld does not start: $(cat "$1/log/slurmctld.err")"
}

stop() {
  for pid in "$1/slurmd.pid" "$1/slurmctld.pid" "$1/munge/pid"; do
    if [ -s "$pid" ]; then kill "$(cat "$pid")" 2>/dev/null || true; fi
  done
}

PATH=$PATH:/usr/sbin
case ${1:-} in
  install) install ;;
  start) install && start "$2" ;;
  controller) controller "$2" ;;
  stop) stop "$2" ;;
  *) sed -n '2,9s/^# \{0,1\}//p' "$0" && exit 2 ;;
esac
