package io.understudy.versions.blind;

/**
 * Two pictures that wait for a vote; nothing here tells whose they are.
 *
 * @param number from 1, in the order of whoever votes
 * @param total pairs in all
 */
public record BlindTurn(int number, int total, String prompt) {}
