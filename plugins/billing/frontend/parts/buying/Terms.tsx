import ExpandMoreIcon from '@mui/icons-material/ExpandMore';
import Accordion from '@mui/material/Accordion';
import AccordionDetails from '@mui/material/AccordionDetails';
import AccordionSummary from '@mui/material/AccordionSummary';
import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControl from '@mui/material/FormControl';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormHelperText from '@mui/material/FormHelperText';
import Typography from '@mui/material/Typography';
import { CardGrid, Section } from '@netcrab/ui';
import { useId, type Ref } from 'react';
import type { PurchaseOptions } from '../../../contract';
import { buyingMessages } from '../../purchaseMessages';

const text = buyingMessages.page;

export interface TermsProps {
  step: number;
  terms: PurchaseOptions['terms'];
  agreed: boolean;
  onAgree: (agreed: boolean) => void;
  problem: string | undefined;
  checkbox: Ref<HTMLInputElement>;
}

/** What is agreed to: the license in plain words, in full, and the box. */
export function Terms({ step, terms, agreed, onAgree, problem, checkbox }: TermsProps) {
  const problemId = useId();
  return (
    <Section title={text.terms(step)} description={text.termsDescription}>
      <CardGrid min={240}>
        <Rules title={text.may} rules={terms.may} />
        <Rules title={text.mayNot} rules={terms.mayNot} />
      </CardGrid>
      <Accordion
        disableGutters
        variant="outlined"
        sx={{ mt: 2, borderRadius: '10px', '&::before': { display: 'none' } }}
      >
        <AccordionSummary expandIcon={<ExpandMoreIcon />}>
          {text.fullText}: {terms.name}
        </AccordionSummary>
        <AccordionDetails>
          <Typography component="div" variant="body2" sx={{ whiteSpace: 'pre-wrap', maxWidth: '76ch' }}>
            {terms.text}
          </Typography>
        </AccordionDetails>
      </Accordion>
      <FormControl error={problem !== undefined} sx={{ mt: 1.5 }}>
        <FormControlLabel
          label={text.agree(terms.name)}
          control={
            <Checkbox
              checked={agreed}
              onChange={(_, checked) => onAgree(checked)}
              slotProps={{
                input: {
                  ref: checkbox,
                  'aria-describedby': problem && problemId,
                  'aria-invalid': problem !== undefined,
                },
              }}
            />
          }
        />
        {problem && <FormHelperText id={problemId}>{problem}</FormHelperText>}
      </FormControl>
    </Section>
  );
}

function Rules({ title, rules }: { title: string; rules: readonly string[] }) {
  return (
    <div>
      <Typography variant="h4" component="h3">
        {title}
      </Typography>
      <Box component="ul" sx={{ m: 0, mt: 0.5, pl: 2.5, listStyleType: 'disc', typography: 'body2' }}>
        {rules.map(rule => (
          <li key={rule}>{rule}</li>
        ))}
      </Box>
    </div>
  );
}
