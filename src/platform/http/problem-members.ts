/** The members of problem documents beyond those of every problem (RFC 9457, section 3.2). Each feature declares its own. */
import type { Type } from '@nestjs/common';
import type { ProblemType } from '../../kernel/failure.js';

/** For each problem type, the classes whose properties are its members. */
export type ProblemMembers = Readonly<Partial<Record<ProblemType, readonly Type<object>[]>>>;
