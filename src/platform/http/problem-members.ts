/** What problem documents say beside the members of every problem (RFC 9457, 3.2): declared by the feature that says it. */
import type { Type } from '@nestjs/common';
import type { ProblemType } from '../../kernel/failure.js';

/** For each problem type the classes whose properties are its members. */
export type ProblemMembers = Readonly<Partial<Record<ProblemType, readonly Type<object>[]>>>;
