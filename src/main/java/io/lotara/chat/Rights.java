package io.lotara.chat;

/**
 * What the one who speaks may do besides talking and planning.
 *
 * @param decide approve, refuse, cancel and answer running jobs
 */
public record Rights(boolean decide) {}
