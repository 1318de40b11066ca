/// <reference types="@testing-library/jest-dom" />
export * from './TestPortal';
