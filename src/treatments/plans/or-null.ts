/** What was found; null where there is no such thing. */
export const orNull = async <T>(found: Promise<T>): Promise<T | null> => {
  try {
    return await found;
  } catch (error) {
    if ((error as { problem?: string }).problem === 'not-found') return null;
    throw error;
  }
};
