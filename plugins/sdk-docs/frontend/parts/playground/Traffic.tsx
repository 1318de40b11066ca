import Accordion from '@mui/material/Accordion';
import AccordionDetails from '@mui/material/AccordionDetails';
import AccordionSummary from '@mui/material/AccordionSummary';
import ExpandMoreIcon from '@mui/icons-material/ExpandMore';
import Typography from '@mui/material/Typography';
import { CodeBlock, formatBytes, Section } from '@netcrab/ui';
import { playgroundMessages } from '../../playgroundMessages';
import type { Exchange } from './sdkInFrame';

const text = playgroundMessages.traffic;
const json = (value: unknown) => JSON.stringify(value, null, 2);

/** Requests of the SDK with their answers, newest first. */
export function Traffic({ exchanges }: { exchanges: readonly Exchange[] }) {
  return (
    <Section title={text.title} description={text.description}>
      {exchanges.length === 0 && <Typography color="textSecondary">{text.none}</Typography>}
      {exchanges.map((one, index) => (
        <Accordion
          key={one.id}
          disableGutters
          variant="outlined"
          defaultExpanded={index === 0 && one.id === 1}
          slotProps={{ transition: { unmountOnExit: true } }}
        >
          <AccordionSummary expandIcon={<ExpandMoreIcon />}>
            <div>
              {text.request(one.events.length)}
              <Typography variant="caption" component="div" color="textSecondary">
                {text.facts(one.status, one.ms, formatBytes(one.bytes), formatBytes(one.sentBytes))}
              </Typography>
            </div>
          </AccordionSummary>
          <AccordionDetails>
            <CodeBlock title={text.sent} code={json(one.events)} language="json" />
            <CodeBlock title={text.answered} code={json(one.answer)} language="json" />
          </AccordionDetails>
        </Accordion>
      ))}
    </Section>
  );
}
