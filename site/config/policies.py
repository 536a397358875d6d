"""What a page may load and do, as Content-Security-Policy says it: strict for the public, its own for the admin."""

from csp.constants import NONCE, NONE, SELF, UNSAFE_EVAL, UNSAFE_INLINE

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "media-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}
# In the admin's previews of public pages.
PREVIEW_CONTENT_SECURITY_POLICY = {**CONTENT_SECURITY_POLICY["DIRECTIVES"], "frame-ancestors": [SELF]}
# A script is a file of this site or carries the answer's nonce (decision 0010). Wagtail writes inline styles in many places.
ADMIN_CONTENT_SECURITY_POLICY = {
    "default-src": [NONE],
    "script-src": [SELF, NONCE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF],
    "media-src": [SELF],
    "connect-src": [SELF],
    "frame-src": [SELF],
    "worker-src": [NONE],
    "manifest-src": [NONE],
    "object-src": [NONE],
    "base-uri": [NONE],
    "form-action": [SELF],
    "frame-ancestors": [SELF],
}


def for_packages(public: str) -> dict[str, list[str]]:
    """For the packages' host. What strangers made runs as it likes there, talks to that host alone, and is shown by us alone.

    `sandbox` says the same as the frame of the learner's page, for whoever opens such a page outside of it.
    """
    own = [SELF, "data:", "blob:"]
    return {
        "default-src": [*own, UNSAFE_INLINE, UNSAFE_EVAL],
        "connect-src": own,
        "frame-src": own,
        "worker-src": ["blob:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF, public],
        "sandbox": ["allow-scripts", "allow-same-origin", "allow-forms", "allow-modals"],
    }
