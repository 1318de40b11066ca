import type { VerticalModel } from '../taxonomy';
import { crm } from './crm';
import { erp } from './erp';
import { supportDesk } from './supportDesk';

export const verticalModels: readonly VerticalModel[] = [crm, supportDesk, erp];
