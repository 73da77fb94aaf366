package io.understudy.training.lists;

import java.util.UUID;

/**
 * A run list that someone saved.
 *
 * @param query filter, order and columns: the query part of the list's address, without the question mark
 * @param shared whether the whole team sees it
 * @param mine whether the person who asks saved it
 */
public record SavedRunView(UUID id, String name, String query, String ownerName, boolean shared, boolean mine) {}
