package io.understudy.identity.access;

import io.understudy.identity.SignedInPerson;

/** @param person its owner, under the name of both */
public record AdmittedMachine(SignedInPerson person, TokenGrant grant) {}
