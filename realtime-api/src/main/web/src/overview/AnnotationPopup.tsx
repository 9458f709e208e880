import { add, type Annotation } from '../api/accounts';
import { Form } from '../parts/Form';
import { Popup } from '../parts/Popup';
import type { Day } from '../text/dates';

interface Props {
  readonly websiteId: string;
  readonly today: Day;
  readonly onAdded: () => void;
}

/** Lets an editor write beside the chart what happened on a day. */
export function AnnotationPopup({ websiteId, today, onAdded }: Props) {
  return (
    <Popup class="quiet-button" label="Add note" align="end" title="Mark a day in the chart">
      {(close) => (
        <div class="filter-panel">
          <Form
            fields={[
              { kind: 'date', name: 'date', label: 'Day', required: true, initial: today },
              { kind: 'text', name: 'text', label: 'What happened', required: true, maxLength: 200 },
            ]}
            action="Add note"
            done=""
            focuses
            onSubmit={async (values) => {
              await add<Annotation>(websiteId, 'annotations', values);
              close();
              onAdded();
            }}
          />
        </div>
      )}
    </Popup>
  );
}
