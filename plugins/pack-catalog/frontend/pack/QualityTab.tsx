import Typography from '@mui/material/Typography';
import Alert from '@mui/material/Alert';
import { BarChart, CardGrid, formatCount, formatNumber, Section, Stat, UsageBar, When } from '@netcrab/ui';
import type { PackDetail } from '../../contract/types';
import { dropReasonName, percent } from '../messages';

export function QualityTab({ pack }: { pack: PackDetail }) {
  const { freshness, completeness, suppressedShare, cells, dropReasons } = pack.quality;
  return (
    <>
      {pack.demo && (
        <Alert severity="info">
          A demo pack: its thresholds for organisations or sessions lie below what a pack for sale must keep.
        </Alert>
      )}
      <Section title="Quality">
        <CardGrid min={200} label="Quality">
          <Stat
            label="Freshness"
            value={<When at={freshness.builtAt} never="not built yet" />}
            hint={
              <>
                next build <When at={freshness.nextRefreshAt} />
              </>
            }
          />
          <Stat
            label="Covers"
            value={freshness.from ? `${freshness.from} to ${freshness.to}` : '–'}
            hint="first and last day of released data"
          />
          <Stat
            label="Completeness"
            value={completeness === null ? '–' : percent(completeness)}
            hint="of the days in that span are covered by a row"
          />
          <Stat
            label="Suppressed"
            value={suppressedShare === null ? '–' : percent(suppressedShare)}
            hint="of sessions, because their cell could identify someone"
          />
        </CardGrid>
      </Section>
      {cells && (
        <Section variant="card" title="What the last build released">
          <BarChart
            title="Cells"
            series={[
              {
                name: 'Cells',
                values: [
                  { label: 'Published', value: cells.published },
                  { label: 'Generalized first', value: cells.generalized },
                  ...Object.entries(dropReasons).map(([reason, value]) => ({
                    label: `Withheld: ${dropReasonName(reason)}`,
                    value,
                  })),
                ],
              },
            ]}
          />
        </Section>
      )}
      <PrivacyCard pack={pack} />
    </>
  );
}

/** Two promises, kept apart: to organisations by thresholds, to people by differential privacy. */
function PrivacyCard({ pack }: { pack: PackDetail }) {
  const { privacy } = pack.quality;
  const { budgetSpent, budgetLimit } = privacy;
  return (
    <Section
      variant="card"
      title="Privacy"
      description="What protects the people and companies behind the figures, with this pack's parameters."
    >
      <CardGrid min={260} label="Privacy promises">
        <div>
          <Typography variant="h4" component="h3">
            Organisations: thresholds
          </Typography>
          <Typography variant="body2" color="textSecondary">
            Every released cell has at least {formatCount(privacy.minOrgs)} organisations and{' '}
            {formatCount(privacy.minCellSessions)} sessions, and none of them dominates it. Below{' '}
            {formatCount(privacy.minSessions)} sessions in 30 days the pack publishes nothing. Counts of
            organisations are bands.
          </Typography>
        </div>
        <div>
          <Typography variant="h4" component="h3">
            People: differential privacy
          </Typography>
          <Typography variant="body2" color="textSecondary">
            A person's day touches at most {privacy.cellsPerUnit} cells; calibrated noise hides whether it was
            there: ρ = {formatNumber(privacy.rho, 4)} a day
            {privacy.epsilon !== null && `, ε ≈ ${formatNumber(privacy.epsilon)}`} at δ ={' '}
            {privacy.delta.toExponential()}. Noise is fixed per released version, so asking again averages
            nothing away.
          </Typography>
        </div>
      </CardGrid>
      {budgetSpent !== null && budgetLimit !== null && (
        <div style={{ marginTop: 20 }}>
          <UsageBar
            used={budgetSpent}
            limit={budgetLimit}
            label="Privacy budget spent by the most exposed day (ρ)"
          />
        </div>
      )}
    </Section>
  );
}
