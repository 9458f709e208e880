import { useRef } from 'preact/hooks';

export interface Tab {
  readonly id: string;
  readonly label: string;
}

interface Props {
  readonly label: string;
  readonly tabs: readonly Tab[];
  readonly chosen: string;
  /** Id of the element that shows what the chosen tab stands for. */
  readonly panel: string;
  readonly onChoose: (id: string) => void;
}

/** Tabs by the book: one of them takes the focus, the arrows, Home and End go to the others. */
export function Tabs({ label, tabs, chosen, panel, onChoose }: Props) {
  const row = useRef<HTMLDivElement>(null);
  const choose = (place: number) => {
    const tab = tabs[(place + tabs.length) % tabs.length];
    if (tab === undefined) return;
    onChoose(tab.id);
    row.current?.querySelector<HTMLElement>(`[data-tab="${CSS.escape(tab.id)}"]`)?.focus();
  };
  const at = tabs.findIndex((tab) => tab.id === chosen);
  return (
    <div
      class="tabs"
      role="tablist"
      aria-label={label}
      ref={row}
      onKeyDown={(press) => {
        const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[press.key];
        if (to === undefined) return;
        press.preventDefault();
        choose(to);
      }}
    >
      {tabs.map((tab) => (
        <button
          key={tab.id}
          type="button"
          role="tab"
          data-tab={tab.id}
          aria-selected={tab.id === chosen}
          aria-controls={panel}
          tabIndex={tab.id === chosen ? 0 : -1}
          onClick={() => onChoose(tab.id)}
        >
          {tab.label}
        </button>
      ))}
    </div>
  );
}
