/** What other people's tools verify of a release: DSSE envelopes, in-toto statements, Sigstore bundles, OpenSSF Model Signing. */
@NullMarked
package io.understudy.bundle.attestation;

import org.jspecify.annotations.NullMarked;
