/** The ledger of consents to photos. */
@NullMarked
@NamedInterface("consent")
package io.understudy.datasets.consent;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
