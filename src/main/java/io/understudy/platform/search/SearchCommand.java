package io.understudy.platform.search;

/**
 * @param title verb and noun
 * @param synonyms further words that find it, separated by spaces
 * @param path of a page, without a leading slash, also with a query; its rule says who sees the command
 */
public record SearchCommand(String title, String synonyms, String path) {}
