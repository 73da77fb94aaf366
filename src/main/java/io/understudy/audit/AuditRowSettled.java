package io.understudy.audit;

/**
 * An admin lets a broken row of the trail block nobody any longer. Published in the transaction that says so.
 *
 * @param row its number
 */
public record AuditRowSettled(long row, String reason) {}
