export { announce } from './announce';

export { AttentionItem, type AttentionItemProps } from './page/AttentionItem';
export { CardGrid } from './page/CardGrid';
export type { Crumb } from './page/Crumbs';
export { EmptyState, type EmptyStateProps } from './page/EmptyState';
export { Page, type PageProps } from './page/Page';
export type { PageTab } from './page/PageTabs';
export { Section, type SectionProps } from './page/Section';
export { Stat, type StatDelta, type StatProps } from './page/Stat';
export { visuallyHidden } from './page/visuallyHidden';

export { ErrorPanel, type ErrorPanelProps } from './query/ErrorPanel';
export { FailureBoundary } from './query/FailureBoundary';
export { Late } from './query/Late';
export { LinesSkeleton } from './query/LinesSkeleton';
export { QueryView, type QueryViewProps } from './query/QueryView';

export type { Column, Sort } from './table/column';
export { DataTable, DataTableSkeleton, type DataTableProps } from './table/DataTable';
export { Pagination, type PaginationProps } from './table/Pagination';

export { ChoiceField, type Choice } from './filters/ChoiceField';
export { Facets, type FacetGroup, type FacetOption, type FacetsProps } from './filters/Facets';
export { FilterBar, type ActiveFilter, type FilterBarProps } from './filters/FilterBar';
export { PickField, type PickFieldProps } from './filters/PickField';
export { SearchField, type SearchFieldProps } from './filters/SearchField';
export { useUrlState, type SetUrlState } from './filters/useUrlState';

export { Bytes } from './values/Bytes';
export { Count, type CountProps } from './values/Count';
export { Amount, Money, type MoneyProps } from './values/Money';
export { When, type WhenProps } from './values/When';
export {
  formatAbsolute,
  formatBytes,
  formatCompact,
  formatCount,
  formatDate,
  formatMonth,
  formatNumber,
  formatRelative,
} from './values/format';

// Amounts are written in one way everywhere, by backends too.
export { formatAmount, formatMoney } from '@netcrab/plugin-api/frontend';

export { ConfirmDialog, type ConfirmDialogProps } from './feedback/ConfirmDialog';
export { StatusChip, type StatusChipProps, type Tone } from './feedback/StatusChip';
export { ToastProvider, useToast, type ShowToast, type ToastOptions } from './feedback/toast';
export { UsageBar, type UsageBarProps } from './feedback/UsageBar';

export { FormDialog, type FormDialogProps } from './feedback/FormDialog';
export { SecretDialog, type SecretDialogProps, type SecretDialogText } from './secret/SecretDialog';

export { CodeBlock, type CodeBlockProps } from './text/CodeBlock';
export { CodeTabs, type CodeTab, type CodeTabsProps } from './text/CodeTabs';
export { CopyButton, type CopyButtonProps } from './text/CopyButton';
export { Markdown } from './text/Markdown';

export { BarChart, type BarChartProps, type BarSeries, type BarValue } from './charts/BarChart';
export {
  FlowDiagram,
  type FlowDiagramLink,
  type FlowDiagramNode,
  type FlowDiagramProps,
} from './charts/FlowDiagram';
export { Histogram, type HistogramBin, type HistogramProps } from './charts/Histogram';
export { LineChart, type LineChartProps, type LinePoint, type LineSeries } from './charts/LineChart';
export { Sparkline, type SparklineProps } from './charts/Sparkline';

export { homeAttention, homeFeatured } from './slots';
export { ThemeRoot } from './theme/ThemeRoot';
export { chartColour } from './theme/colours';
export { schemeAttribute, schemeStorageKey } from './theme/theme';
