/** Whose session this is; put your own authentication here. */
export async function userId(): Promise<string> {
  return "user_123";
}
