package io.understudy.api.versions;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.understudy.api.Revision;
import io.understudy.identity.PublicUrl;
import io.understudy.identity.access.NeedsScope;
import io.understudy.identity.access.TokenScope;
import io.understudy.identity.accounts.Reauthentication;
import io.understudy.platform.core.DomainException;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionService;
import io.understudy.versions.review.ReviewService;
import jakarta.validation.Valid;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The steps of a version on its way to production; each is bound to the review as it was read. */
@RestController
@RequestMapping("/api/v1/versions/{version}")
@Tag(name = "Versions")
class ReviewStepController {
    private static final String PEOPLE_SIGN =
            "No program signs or approves: the word of a person counts. They give it on"
                    + " the page that the review of the version names.";
    private static final String PEOPLE_REVOKE =
            "No program revokes a version: a person does, on the page that its review names.";

    private final VersionService versions;
    private final ReviewService reviews;
    private final Reauthentication passwords;
    private final PublicUrl urls;

    ReviewStepController(VersionService versions, ReviewService reviews, Reauthentication passwords, PublicUrl urls) {
        this.versions = versions;
        this.reviews = reviews;
        this.passwords = passwords;
        this.urls = urls;
    }

    @Operation(operationId = "submitVersion", summary = "Asks for the review of a version, as it was read")
    @NeedsScope(TokenScope.REVIEW)
    @PostMapping("/submit")
    ResponseEntity<ReviewResource> submit(
            @PathVariable UUID version,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        VersionDetails seen = seen(version, ifMatch);
        reviews.submit(seen.id(), seen.revision());
        return answer(seen.id());
    }

    @Operation(operationId = "withdrawVersion", summary = "Takes your own request for review back, as it was read")
    @NeedsScope(TokenScope.REVIEW)
    @PostMapping("/withdraw")
    ResponseEntity<ReviewResource> withdraw(
            @PathVariable UUID version,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        VersionDetails seen = seen(version, ifMatch);
        reviews.withdraw(seen.id(), seen.revision());
        return answer(seen.id());
    }

    @Operation(operationId = "sendVersionBack", summary = "Sends a version back to its makers, as it was read")
    @NeedsScope(TokenScope.REVIEW)
    @PostMapping("/send-back")
    ResponseEntity<ReviewResource> sendBack(
            @PathVariable UUID version,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody Reason reason) {
        VersionDetails seen = seen(version, ifMatch);
        reviews.sendBack(seen.id(), seen.revision(), reason.reason());
        return answer(seen.id());
    }

    @Operation(
            operationId = "signVersion",
            summary = "Signs a version off or approves it, as it was read; only in the session of a person",
            description = "The action is sign-off or approval, which needs the password. A token is answered with 403.")
    @NeedsScope(value = TokenScope.REVIEW, onlyPeople = PEOPLE_SIGN)
    @PostMapping("/{action:sign-off|approval}")
    ResponseEntity<ReviewResource> sign(
            @PathVariable UUID version,
            @PathVariable String action,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody(required = false) @Nullable NewSignature signature) {
        VersionDetails seen = read(version, ifMatch);
        if (action.equals("sign-off")) {
            reviews.signOff(seen.id(), seen.revision());
        } else {
            String password = signature == null ? null : signature.password();
            if (password == null) {
                throw DomainException.RuleViolation.in("password", "An approval needs your password.");
            }
            reviews.approve(seen.id(), seen.revision(), passwords.prove(password));
        }
        return answer(seen.id());
    }

    @Operation(
            operationId = "revokeVersion",
            summary = "Revokes a version, as it was read; only in the session of a person")
    @NeedsScope(value = TokenScope.REVIEW, onlyPeople = PEOPLE_REVOKE)
    @PostMapping("/revoke")
    ResponseEntity<ReviewResource> revoke(
            @PathVariable UUID version,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody ProvenReason reason) {
        VersionDetails seen = read(version, ifMatch);
        reviews.revoke(seen.id(), seen.revision(), reason.reason(), passwords.prove(reason.password()));
        return answer(seen.id());
    }

    private VersionDetails seen(UUID version, @Nullable String ifMatch) {
        VersionDetails now = versions.details(new VersionId(version));
        revision(now).require(ifMatch);
        return now;
    }

    private VersionDetails read(UUID version, @Nullable String ifMatch) {
        VersionDetails now = versions.details(new VersionId(version));
        revision(now).requireRead(ifMatch);
        return now;
    }

    private Revision revision(VersionDetails version) {
        return Revision.ofAnswer(ReviewResource.of(version, urls));
    }

    private ResponseEntity<ReviewResource> answer(VersionId version) {
        return ReviewResource.answer(versions.details(version), urls);
    }
}
