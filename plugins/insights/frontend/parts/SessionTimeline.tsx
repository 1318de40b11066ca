import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { StatusChip, When } from '@netcrab/ui';
import type { Timeline } from '../../contract';
import { messages } from '../messages';
import { percent, time } from '../numbers';

const text = messages.hotspots;

/** A session, stay by stay; those on the screen in question stand out. */
export function SessionTimeline({ timeline, screenId }: { timeline: Timeline; screenId: string }) {
  const { sessionId, startedAt, frustration, release, segment, device, stays } = timeline;
  return (
    <Box
      component="details"
      sx={{
        borderTop: '1px solid var(--mui-palette-divider)',
        paddingBlock: 1.25,
        '& summary': { cursor: 'pointer', minHeight: 24, typography: 'body2' },
      }}
    >
      <summary>
        <When at={startedAt} mode="datetime" /> · {text.frustration(percent(frustration))}
        {[release, segment, device].filter(Boolean).map(one => ` · ${one}`)}
      </summary>
      <Box component="ol" aria-label={sessionId} sx={{ m: 0, mt: 1, pl: 3, display: 'grid', gap: 0.75 }}>
        {stays.map((stay, index) => (
          <Box component="li" key={index} sx={{ typography: 'body2' }}>
            <Typography
              component="span"
              variant="body2"
              sx={{ fontWeight: stay.screenId === screenId ? 700 : 400, overflowWrap: 'anywhere' }}
            >
              {stay.screenId}
            </Typography>{' '}
            <Typography component="span" variant="caption" color="textSecondary">
              {text.spent(time(stay.spentMs), stay.clicks)}
              {stay.task && ` · ${stay.task}`}
            </Typography>{' '}
            {stay.symptoms.map(({ symptom, count }) => (
              <StatusChip key={symptom} tone="warn" label={`${messages.symptoms[symptom]} ${count}`} />
            ))}
            {stay.exited && <StatusChip tone="muted" label={text.left} />}
          </Box>
        ))}
      </Box>
    </Box>
  );
}
