package io.understudy.api.versions;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.understudy.api.problems.RequestProblem;
import io.understudy.identity.access.NeedsScope;
import io.understudy.identity.access.TokenScope;
import io.understudy.lora.format.MalformedSafetensorsException;
import io.understudy.lora.passport.PassportJson;
import io.understudy.lora.passport.PassportReader;
import io.understudy.lora.passport.ScanDepth;
import io.understudy.platform.core.DomainException;
import io.understudy.storage.BlobStore;
import io.understudy.storage.Spooled;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Passports")
class PassportController {
    static final int MOST_SENDING = 8;
    private static final int AT_ONCE = 2;
    private static final long MOST_BYTES = 2_000_000_000;

    private final BlobStore blobs;
    private final Semaphore sending = new Semaphore(MOST_SENDING);
    private final Semaphore reading = new Semaphore(AT_ONCE);

    PassportController(BlobStore blobs) {
        this.blobs = blobs;
    }

    @Operation(
            operationId = "inspectFile",
            summary = "What is in a LoRA file; nothing of it is kept",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE,
                                            schema = @Schema(type = "string", format = "binary"))),
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "As understudy inspect --json prints it",
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(type = "object"))))
    @NeedsScope(value = TokenScope.READ, withoutCharacter = true)
    @PostMapping(
            path = "/api/v1/passports",
            consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<String> inspect(HttpServletRequest request) throws IOException {
        if (!sending.tryAcquire()) {
            throw new RequestProblem(HttpStatus.TOO_MANY_REQUESTS, "", "Other files are being inspected: ask again.");
        }
        try (Spooled file = blobs.spool(request.getInputStream(), MOST_BYTES)) {
            return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(read(file));
        } catch (MalformedSafetensorsException malformed) {
            throw new DomainException.RuleViolation(String.valueOf(malformed.getMessage()), malformed);
        } finally {
            sending.release();
        }
    }

    /** A slow sender keeps nobody from reading: only what has arrived is queued. */
    private String read(Spooled file) throws IOException {
        reading.acquireUninterruptibly();
        try {
            return PassportJson.of(PassportReader.read(file.path(), ScanDepth.SAMPLED))
                    .toString();
        } finally {
            reading.release();
        }
    }
}
