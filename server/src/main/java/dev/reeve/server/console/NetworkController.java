package dev.reeve.server.console;

import dev.reeve.server.network.NetworkSensor;
import dev.reeve.server.network.TrafficView;
import dev.reeve.server.security.Allowed;
import dev.reeve.server.security.To;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/// What the network sensor sees: detections, clients' traffic, exporters. The page says all of it without a
/// script; one of ours draws the curves and looks again every few seconds.
@Controller
@Allowed(To.VIEWER)
class NetworkController {
    private static final int BUSIEST = 20;
    private static final Duration ENDED = Duration.ofHours(24);
    private static final int HOURS_MAX = 12;

    private final NetworkSensor sensor;
    private final TrafficView traffic;
    private final Times times;
    private final InstantSource time;

    NetworkController(NetworkSensor sensor, TrafficView traffic, Times times, InstantSource time) {
        this.sensor = sensor;
        this.traffic = traffic;
        this.times = times;
        this.time = time;
    }

    /// @param whose a client, or an address; the busiest when empty
    @GetMapping("/network")
    String network(
            @RequestParam(defaultValue = "") String whose, @RequestParam(defaultValue = "1") int hours, Model model) {
        live(model);
        List<TrafficView.Busy> busiest = traffic.busiest(BUSIEST);
        String shown = whose.isBlank() && !busiest.isEmpty() ? name(busiest.getFirst()) : whose.strip();
        TrafficView.Curves curves = traffic.curves(shown, length(hours));
        model.addAttribute("busiest", busiest);
        model.addAttribute("whose", shown);
        model.addAttribute("hours", length(hours).toHours());
        model.addAttribute("curves", curves);
        model.addAttribute("zone", times.zone());
        model.addAttribute("lines", TrafficView.table(curves));
        return "network";
    }

    private static String name(TrafficView.Busy busy) {
        return busy.account() == null ? busy.address() : busy.account();
    }

    private static Duration length(int hours) {
        return Duration.ofHours(Math.clamp(hours, 1, HOURS_MAX));
    }

    private void live(Model model) {
        model.addAttribute("n", sensor.status());
        model.addAttribute("detections", sensor.detections().recent(time.instant(), ENDED));
    }

    /// What changes while one looks, as a piece of the page.
    @GetMapping("/network/live/detections")
    String detections(Model model) {
        live(model);
        return "network-parts :: detections";
    }

    @GetMapping("/network/live/exporters")
    String exporters(Model model) {
        live(model);
        return "network-parts :: exporters";
    }

    @GetMapping(path = "/network/traffic", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    TrafficView.Curves curves(@RequestParam String whose, @RequestParam(defaultValue = "1") int hours) {
        return traffic.curves(whose, length(hours));
    }
}
