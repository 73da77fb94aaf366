package io.understudy.versions.blind;

/**
 * Two pictures that wait for a vote; nothing here reveals whose they are.
 *
 * @param number from 1, in the order of the person who votes
 * @param total pairs in all
 */
public record BlindTurn(int number, int total, String prompt) {}
