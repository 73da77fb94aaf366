package io.understudy.api.audit;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.understudy.api.ItemPage;
import io.understudy.api.PagedList;
import io.understudy.audit.AuditFilter;
import io.understudy.audit.AuditRow;
import io.understudy.audit.AuditService;
import io.understudy.identity.access.NeedsScope;
import io.understudy.identity.access.TokenScope;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Audit")
class AuditController {
    private final AuditService audit;

    AuditController(AuditService audit) {
        this.audit = audit;
    }

    @Operation(operationId = "listAuditRows", summary = "The audit trail, the newest row first; for admins")
    @NeedsScope(TokenScope.AUDIT)
    @GetMapping("/api/v1/audit")
    ResponseEntity<ItemPage<AuditRowResource>> list(
            @RequestParam(required = false) @Nullable UUID actor,
            @RequestParam(required = false) @Nullable String verb,
            @RequestParam(defaultValue = "") String subject,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE_TIME) @Nullable Instant from,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE_TIME) @Nullable Instant to,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        PagedList list = PagedList.of("listAuditRows", actor, verb, subject, from, to);
        long place = list.afterNumber(cursor);
        List<AuditRow> rows = audit.before(
                new AuditFilter(actor, verb, subject, from, to), place == 0 ? Long.MAX_VALUE : place, limit + 1);
        return list.firstByNumber(limit, rows, AuditRowResource::of, AuditRow::sequence);
    }
}
