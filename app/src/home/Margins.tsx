import Box from '@mui/material/Box';

/** A friction score over weeks in three kinds of software, and the half-width of its margin. A picture, not data. */
const bands = [
  {
    name: 'CRM',
    colour: 'var(--mui-palette-frame-accent)',
    points: [66, 64, 65, 61, 60, 56, 55, 53],
    margin: 5,
  },
  {
    name: 'Support',
    colour: 'var(--mui-palette-code-name)',
    points: [45, 47, 46, 48, 46, 42, 40, 38],
    margin: 3,
  },
  {
    name: 'HR',
    colour: 'var(--mui-palette-code-string)',
    points: [29, 28, 31, 30, 32, 30, 27, 23],
    margin: 4,
  },
] as const;

const width = 700;
const height = 160;
const x = (week: number) => (week * width) / 7;
const y = (score: number) => height - ((score - 15) / 60) * height;
const lineThrough = (points: readonly (readonly [week: number, score: number])[]) =>
  points.map(([week, score]) => `${x(week)} ${y(score)}`).join('L');

/** The product in one picture: many companies become one line with an honest margin. */
export function Margins() {
  return (
    <Box
      component="figure"
      sx={{
        m: 0,
        borderRadius: '16px',
        bgcolor: 'frame.bg',
        color: 'frame.text',
        padding: { xs: '16px', md: '20px 28px 24px' },
      }}
    >
      <Box component="figcaption" sx={{ typography: 'caption', color: 'frame.muted', mb: 1.5 }}>
        Illustration: friction per week. Each line is many companies, its shade the margin.
      </Box>
      <Box sx={{ display: 'flex', gap: 1.5 }}>
        <Box
          component="svg"
          viewBox={`0 0 ${width} ${height}`}
          preserveAspectRatio="none"
          aria-hidden
          sx={{ flex: 1, minWidth: 0, height: { xs: 130, md: 170 } }}
        >
          {bands.map(({ name, colour, points, margin }) => {
            const upper = points.map((score, week) => [week, score + margin] as const);
            const lower = points.map((score, week) => [week, score - margin] as const).reverse();
            return (
              <g key={name}>
                <path d={`M${lineThrough([...upper, ...lower])}Z`} fill={colour} opacity={0.18} />
                <path
                  d={`M${lineThrough(points.map((score, week) => [week, score]))}`}
                  fill="none"
                  stroke={colour}
                  strokeWidth={2.5}
                  strokeLinejoin="round"
                  vectorEffect="non-scaling-stroke"
                />
              </g>
            );
          })}
        </Box>
        <Box sx={{ position: 'relative', flex: 'none', width: 64, typography: 'body2', fontWeight: 600 }}>
          {bands.map(({ name, colour, points }) => (
            <Box
              key={name}
              component="span"
              sx={{
                position: 'absolute',
                top: `${(y(points[7]) / height) * 100}%`,
                transform: 'translateY(-50%)',
                color: colour,
              }}
            >
              {name}
            </Box>
          ))}
        </Box>
      </Box>
    </Box>
  );
}
