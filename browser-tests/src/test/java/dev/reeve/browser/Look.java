package dev.reeve.browser;

import com.microsoft.playwright.Page;
import java.util.List;

/// What can be measured of how a page looks.
final class Look {
    private Look() {}

    /// How far a page can be pushed sideways; 0 for one that fits.
    static int overhang(Page page) {
        return (int) page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
    }

    /// Elements that stick out to the right, for who must mend it.
    @SuppressWarnings("unchecked")
    static List<String> stickingOut(Page page) {
        return (List<String>) page.evaluate("""
                () => [...document.querySelectorAll('body *')]
                  .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
                  .filter(e => ![...e.children].some(
                    c => c.getBoundingClientRect().right > document.documentElement.clientWidth + 1))
                  .slice(0, 5)
                  .map(e => e.tagName + '.' + e.className + ': ' + e.textContent.trim().slice(0, 40))""");
    }

    /// How bright the page's ground is: 0 black, 255 white.
    static int brightness(Page page) {
        return (int) page.evaluate("() => {" + COLOURS + "return Math.round(luma(ground(document.body))); }");
    }

    /// Text that is hard to read: contrast below 4.5, or 3 for large letters (WCAG 2.2, 1.4.3).
    @SuppressWarnings("unchecked")
    static List<String> faintText(Page page) {
        return (List<String>) page.evaluate("() => {" + COLOURS + """
                  const found = new Set();
                  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
                  for (let text = walk.nextNode(); text; text = walk.nextNode()) {
                    const e = text.parentElement;
                    if (!text.data.trim() || !e.checkVisibility({opacityProperty: true}) || e.closest('[disabled]')
                        || e.getBoundingClientRect().width < 2) continue;
                    const style = getComputedStyle(e);
                    const back = ground(e);
                    const fore = over(rgba(style.color), back);
                    const [a, b] = [relative(fore), relative(back)].sort((x, y) => y - x);
                    const ratio = (a + 0.05) / (b + 0.05);
                    const size = parseFloat(style.fontSize);
                    const large = size >= 24 || (size >= 18.66 && parseInt(style.fontWeight) >= 700);
                    if (ratio < (large ? 3 : 4.5)) {
                      found.add(ratio.toFixed(2) + ' ' + e.tagName + '.' + e.className + ': '
                        + text.data.trim().slice(0, 40));
                    }
                  }
                  return [...found].slice(0, 10);
                }""");
    }

    /// Colours by painting them: the browser knows every way of writing one.
    private static final String COLOURS = """
            const brush = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true});
            const rgba = colour => {
              brush.clearRect(0, 0, 1, 1);
              brush.fillStyle = colour;
              brush.fillRect(0, 0, 1, 1);
              const [r, g, b, a] = brush.getImageData(0, 0, 1, 1).data;
              return [r, g, b, a / 255];
            };
            const over = ([r, g, b, a], [R, G, B]) => [r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a)];
            const ground = e => {
              const layers = [];
              for (; e; e = e.parentElement) {
                layers.push(rgba(getComputedStyle(e).backgroundColor));
              }
              const dark = matchMedia('(prefers-color-scheme: dark)').matches
                && getComputedStyle(document.documentElement).colorScheme.includes('dark');
              return layers.reverse().reduce((under, layer) => over(layer, under), dark ? [18, 18, 18] : [255, 255, 255]);
            };
            const luma = ([r, g, b]) => 0.299 * r + 0.587 * g + 0.114 * b;
            const relative = colour => {
              const [r, g, b] = colour.map(c => c / 255).map(c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
              return 0.2126 * r + 0.7152 * g + 0.0722 * b;
            };
            """;
}
