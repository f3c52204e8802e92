"""Which files a mail carries; the others are found on the ticket page."""

from deskhand.mail.markup import names

# docs.aws.amazon.com/ses/latest/dg/quotas.html: 40 MB with everything, after encoding.
MOST = 39_000_000  # of files; the rest is for words and header
_LINE = 57, 78  # bytes, and what base64 makes of them

# docs.aws.amazon.com/ses/latest/dg/mime-types.html
_REFUSED_BY_SES = names(
    "ade adp app asp bas bat cer chm cmd com cpl crt csh der exe fxp gadget hlp hta inf ins isp "
    "its js jse ksh lib lnk mad maf mag mam maq mar mas mat mau mav maw mda mdb mde mdt mdw mdz "
    "msc msh msh1 msh2 mshxml msh1xml msh2xml msi msp mst ops pcd pif plg prf prg reg scf scr sct "
    "shb shs sys ps1 ps1xml ps2 ps2xml psc1 psc2 tmp url vb vbe vbs vps vsmacros vss vst vsw vxd "
    "ws wsc wsf wsh xnk"
)
# support.google.com/mail/answer/6590: a mail with one of these comes back from Gmail.
_REFUSED_BY_GMAIL = names(
    "apk appx appxbundle cab diagcab diagcfg diagpkg dll dmg ex ex_ img iso jar jnlp mjs msix "
    "msixbundle nsh vhd xll"
)


def is_refused(filename: str) -> bool:
    """Windows takes no notice of dots and spaces at the end."""
    _, dot, ending = filename.lower().rstrip(". ").rpartition(".")
    return bool(dot) and (ending in _REFUSED_BY_SES or ending in _REFUSED_BY_GMAIL)


def encoded_size(size: int) -> int:
    """Bytes of a file in a mail, with its header."""
    plain, encoded = _LINE
    return (size + plain - 1) // plain * encoded + 1_000


def size_in_words(size: int) -> str:
    if size < 1_000_000:
        return f"{max(1, round(size / 1_000))} kB"
    return f"{size / 1_000_000:.1f} MB"
