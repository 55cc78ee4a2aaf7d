/** Answers what the promise finds; null where it fails as not found. */
export const findOrNull = async <T>(found: Promise<T>): Promise<T | null> => {
  try {
    return await found;
  } catch (error) {
    if ((error as { problem?: string }).problem === 'not-found') return null;
    throw error;
  }
};
