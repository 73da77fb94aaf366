package io.understudy.versions.review;

import io.understudy.identity.AccountId;
import io.understudy.platform.core.Actor;
import io.understudy.versions.ReviewAction;
import io.understudy.versions.VersionId;

/**
 * Someone was asked by name to sign or to approve; published inside the transaction that asked.
 *
 * @param verb {@link ReviewAction#SIGN_OFF} or {@link ReviewAction#APPROVE}
 */
public record ReviewRequested(VersionId version, String name, ReviewAction action, AccountId person, Actor by) {}
