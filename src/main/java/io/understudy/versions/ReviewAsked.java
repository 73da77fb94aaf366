package io.understudy.versions;

import io.understudy.people.AccountId;
import io.understudy.shared.Actor;

/**
 * Someone was asked by name to sign or to approve; published inside the transaction that asked.
 *
 * @param verb {@link VersionVerb#SIGN_OFF} or {@link VersionVerb#APPROVE}
 */
public record ReviewAsked(VersionId version, String name, VersionVerb verb, AccountId person, Actor by) {}
