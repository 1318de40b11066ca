import { usePortal } from '@netcrab/plugin-api/frontend';
import { CodeTabs } from '@netcrab/ui';

/** How to ask for the pack's rows, in five languages. @param keyPrefix of the org's key, where it is known */
export function Snippets({ packId, keyPrefix = 'nc_live_…' }: { packId: string; keyPrefix?: string }) {
  const { baseUrl } = usePortal().boot;
  const url = `${baseUrl}/v1/packs/${packId}/data?limit=100`;
  const file = `${baseUrl}/v1/packs/${packId}/download?format=parquet`;
  return (
    <CodeTabs
      label="Query this pack"
      tabs={[
        {
          id: 'curl',
          label: 'curl',
          language: 'bash',
          code: `curl -H "Authorization: Bearer $NETCRAB_KEY" \\\n  "${url}"\n# NETCRAB_KEY starts with ${keyPrefix}`,
        },
        {
          id: 'javascript',
          label: 'JavaScript',
          language: 'javascript',
          code: `const response = await fetch('${url}', {\n  headers: { authorization: \`Bearer \${process.env.NETCRAB_KEY}\` }, // ${keyPrefix}\n});\nconst { rows, nextCursor } = await response.json();`,
        },
        {
          id: 'python',
          label: 'Python',
          language: 'python',
          code: `import io, os\nimport pandas as pd, requests\n\nresponse = requests.get(\n    "${url}",\n    params={"format": "parquet"},\n    headers={"Authorization": f"Bearer {os.environ['NETCRAB_KEY']}"},  # ${keyPrefix}\n)\nresponse.raise_for_status()\nrows = pd.read_parquet(io.BytesIO(response.content))`,
        },
        {
          id: 'arrow',
          label: 'Arrow',
          language: 'python',
          code: `import os\nimport pyarrow as pa, requests\n\nresponse = requests.get(\n    "${url}",\n    params={"format": "arrow"},\n    headers={"Authorization": f"Bearer {os.environ['NETCRAB_KEY']}"},  # ${keyPrefix}\n)\nresponse.raise_for_status()\ntable = pa.ipc.open_stream(response.content).read_all()`,
        },
        {
          id: 'duckdb',
          label: 'DuckDB SQL',
          language: 'sql',
          code: `INSTALL httpfs; LOAD httpfs;\nCREATE SECRET netcrab (\n  TYPE http,\n  EXTRA_HTTP_HEADERS MAP { 'Authorization': 'Bearer ${keyPrefix}' }\n);\nSELECT * FROM read_parquet('${file}') LIMIT 100;`,
        },
      ]}
    />
  );
}
