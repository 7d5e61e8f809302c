"""How the prototype screen looks: one sheet for both templates, in the colours of whatever theme is shown.

Only fixed text and numbers are in it. What users wrote is drawn through widgets, never through this.
"""

from __future__ import annotations

import streamlit as st

STEPS = 20
FRAME = '[class*="st-key-product-"]'
FAINT = "color-mix(in srgb, currentColor 7%, transparent)"
FILL = "color-mix(in srgb, currentColor 16%, transparent)"

# Each paragraph runs in the direction of its own text, whatever the page's is, and cannot turn what stands beside it round.
SHEET = f"""
{FRAME} p, {FRAME} button p, {FRAME} li {{ unicode-bidi: plaintext; text-align: start; overflow-wrap: anywhere; }}
[class*="st-key-product-head-"] {{
  background: {FAINT}; margin: -1rem -1rem 0; padding: .7rem 1rem; width: calc(100% + 2rem); max-width: none;
}}
[class*="st-key-case-text-"] {{ max-height: 24rem; overflow-y: auto; max-width: 46rem; }}
[class*="st-key-case-text-"] p {{ line-height: 1.6; }}
[class*="st-key-case-list-"] {{ max-height: 34rem; overflow-y: auto; padding-right: .4rem; }}
[class*="st-key-case-list-"] button {{ justify-content: flex-start; text-align: start; padding: .45rem .6rem; }}
[class*="st-key-case-list-"] button:disabled {{ background: {FAINT}; border-left: 3px solid currentColor; color: inherit; }}
[class*="st-key-case-list-"] button div {{ justify-content: flex-start; }}
[class*="st-key-case-list-"] button p {{
  display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; font-size: .85rem;
}}
[class*="st-key-case-facts-"], [class*="st-key-case-more-"] {{ row-gap: .35rem; }}
[class*="st-key-case-facts-"] p {{ line-height: 1.35; }}
[class*="st-key-big-"] button {{ min-height: 3.25rem; }}
[class*="st-key-big-"] button p {{ font-size: 1.05rem; }}
.product-progress {{ height: 3px; margin: -1rem -1rem 0; background: {FILL}; overflow: hidden; }}
.product-progress > div {{ height: 100%; background: currentColor; opacity: .6; }}
.product-undo {{ height: 4px; border-radius: 2px; background: {FILL}; overflow: hidden; max-width: 20rem; }}
.product-undo > div {{ height: 100%; background: currentColor; transform-origin: left; animation: product-undo linear forwards; }}
@keyframes product-undo {{ to {{ transform: scaleX(0); }} }}
@keyframes product-gone {{ to {{ opacity: .35; pointer-events: none; }} }}
[class*="st-key-product-rest-"] {{ border-top: 1px solid {FILL}; padding-top: .4rem; }}
@media (max-width: 640px) {{
  [class*="st-key-case-list-"] {{ max-height: 8.5rem; border-bottom: 1px solid {FILL}; }}
  [class*="st-key-case-text-"] {{ max-height: 18rem; }}
}}
"""


def _bars() -> str:
    """A button as a bar: how far it is filled is in its key, in twentieths."""
    return "\n".join(_bar(step, f"{100 * step // STEPS}%") for step in range(STEPS + 1))


def _bar(step: int, end: str) -> str:
    return f'[class*="-share{step}x"] button {{ background-image: linear-gradient(90deg, {FILL} {end}, transparent {end}); }}'


STYLE = f"<style>{SHEET}{_bars()}</style>"


def filled(share: float) -> str:
    """Return what a button's key ends with so that it is filled like a bar."""
    return f"-share{round(min(max(share, 0.0), 1.0) * STEPS)}x"


def progress(share: float) -> None:
    """Draw how far one is as a thin line; the sheet comes with it, so that it is there wherever the product is drawn."""
    st.html(f'{STYLE}<div class="product-progress"><div style="width:{100 * min(max(share, 0.0), 1.0):.1f}%"></div></div>')


def countdown(seconds: float) -> None:
    """Draw the time that is left to undo, as a line that runs out; the button to undo fades with it."""
    fade = f'<style>[class*="-undo"] button {{ animation: product-gone 0s {seconds:.1f}s forwards; }}</style>'
    st.html(f'{fade}<div class="product-undo"><div style="animation-duration:{seconds:.1f}s"></div></div>')
