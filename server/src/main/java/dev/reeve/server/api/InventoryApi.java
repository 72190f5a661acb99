package dev.reeve.server.api;

import dev.reeve.core.evidence.Interval;
import dev.reeve.core.evidence.Resource;
import dev.reeve.core.ids.AccountId;
import dev.reeve.server.desk.Processing;
import dev.reeve.server.holdings.HoldingsEvents;
import dev.reeve.server.holdings.HoldingsImport;
import dev.reeve.server.holdings.HoldingsStore;
import dev.reeve.server.holdings.ImportReport;
import dev.reeve.server.orders.AccountOrders;
import dev.reeve.server.security.Allowed;
import dev.reeve.server.security.Caller;
import dev.reeve.server.security.To;
import dev.reeve.server.views.AccountView;
import dev.reeve.server.views.AccountView.HoldingRow;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Who held what, and the clients themselves.
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Accounts and holdings")
class InventoryApi {
    /// Largest inventory in one call; a larger one is loaded from a file by the command line.
    private static final int BODY_CHARS_MAX = 50_000_000;

    private final HoldingsStore holdings;
    private final HoldingsImport imports;
    private final Processing processing;
    private final AccountView accounts;
    private final AccountOrders orders;
    private final InstantSource time;

    InventoryApi(
            HoldingsStore holdings,
            HoldingsImport imports,
            Processing processing,
            AccountView accounts,
            AccountOrders orders,
            InstantSource time) {
        this.holdings = holdings;
        this.imports = imports;
        this.processing = processing;
        this.accounts = accounts;
        this.orders = orders;
        this.time = time;
    }

    /// @param isProtected false first proposes, and once another person asks the same, takes the protection away
    record Protection(boolean isProtected, String reasons) {}

    @Operation(summary = "Who may have held a resource, such as address:203.0.113.10, at a time, as known at another")
    @Allowed(To.VIEWER)
    @GetMapping("/holdings")
    List<HoldingRow> holdings(
            @RequestParam String resource,
            @RequestParam(required = false) @Nullable Instant at,
            @RequestParam(required = false) @Nullable Instant knownAt) {
        Instant now = time.instant();
        return holdings
                .candidates(
                        Resource.parseKey(resource),
                        Interval.at(at == null ? now : at),
                        knownAt == null ? now : knownAt)
                .stream()
                .map(HoldingRow::of)
                .toList();
    }

    @Operation(summary = "Load an inventory from CSV or a JSON array; good lines go in, bad ones are named")
    @Allowed(To.ADMINISTRATOR)
    @PostMapping(
            value = "/holdings/import",
            consumes = {"text/csv", "application/json"})
    ImportReport load(
            @RequestBody String body,
            @RequestParam(defaultValue = "inventory") String source,
            @RequestParam(defaultValue = "false") boolean snapshot,
            @RequestParam(defaultValue = "false") boolean endMany,
            @RequestParam(defaultValue = "false") boolean dryRun)
            throws IOException {
        if (body.length() > BODY_CHARS_MAX) {
            throw new IllegalArgumentException("too large for one call; load it with ./reeve holdings import FILE");
        }
        boolean json = body.stripLeading().startsWith("[");
        Path file = Files.createTempFile("inventory-", json ? ".json" : ".csv");
        try {
            Files.writeString(file, body);
            ImportReport report =
                    imports.load(file, new HoldingsImport.How(source, snapshot, endMany, dryRun), line -> {});
            changed(report);
            return report;
        } finally {
            Files.deleteIfExists(file);
        }
    }

    @Operation(summary = "News of holdings as they happen: {\"source\": …, \"lines\": [{…}]}")
    @Allowed(To.ADMINISTRATOR)
    @PostMapping(value = "/holdings/events", consumes = "application/json")
    ImportReport events(@RequestBody String body) {
        ImportReport report = new HoldingsEvents(imports).accept(body);
        changed(report);
        return report;
    }

    private void changed(ImportReport report) {
        if (report.loaded() > 0 && holdings.recordImports() > 0) {
            processing.holdingsChanged();
        }
    }

    @Operation(summary = "A client: services, holdings, cases, strikes, clearances, protection")
    @Allowed(To.VIEWER)
    @GetMapping("/accounts/{id}")
    AccountView.Account account(@PathVariable String id) {
        return accounts.find(new AccountId(id))
                .orElseThrow(() -> new NoSuchElementException("there is no account " + id));
    }

    @Operation(summary = "Protect an account from automatic steps, or ask to take that away, which needs two persons")
    @Allowed(To.ANALYST)
    @PostMapping("/accounts/{id}/protection")
    AccountView.Account protect(
            @PathVariable String id, @RequestBody Protection protection, @AuthenticationPrincipal Caller caller) {
        account(id);
        AccountId account = new AccountId(id);
        ApiProblems.decided(
                protection.isProtected()
                        ? orders.protect(account, protection.reasons(), caller.actor())
                        : orders.unprotect(account, protection.reasons(), caller.actor()));
        return account(id);
    }
}
