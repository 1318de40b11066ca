/** A bar that moves in a terminal; elsewhere a line at every tenth. Notes stand above the bar. */
export interface ProgressDisplay {
  show(label: string, fraction: number): void;
  note(line: string): void;
  /** Leaves the last state of the bar standing. */
  end(): void;
}

const barWidth = 28;
const redrawMs = 100;

export function createProgressDisplay(out: NodeJS.WritableStream): ProgressDisplay {
  return 'isTTY' in out && out.isTTY ? bar(out) : lines(out);
}

function bar(out: NodeJS.WritableStream): ProgressDisplay {
  let shown = '';
  let at = 0;
  const clear = () => {
    if (shown) out.write('\r\x1b[2K');
  };
  return {
    show(label, fraction) {
      const share = Math.max(0, Math.min(1, fraction));
      const filled = Math.round(share * barWidth);
      const percent = String(Math.floor(share * 100)).padStart(3);
      const line = `${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)} ${percent} %  ${label}`;
      const now = performance.now();
      if (line === shown || (share < 1 && now - at < redrawMs)) return;
      clear();
      out.write(line);
      shown = line;
      at = now;
    },
    note(line) {
      clear();
      out.write(`${line}\n${shown}`);
    },
    end() {
      if (shown) out.write('\n');
      shown = '';
    },
  };
}

function lines(out: NodeJS.WritableStream): ProgressDisplay {
  let tenth = -1;
  return {
    show(label, fraction) {
      const now = Math.floor(Math.max(0, Math.min(1, fraction)) * 10);
      if (now === tenth) return;
      tenth = now;
      out.write(`${String(now * 10).padStart(3)} %  ${label}\n`);
    },
    note: line => void out.write(`${line}\n`),
    end() {
      tenth = -1;
    },
  };
}
