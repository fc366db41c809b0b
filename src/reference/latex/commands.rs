//! Commands of LaTeX that occur in references.

/// Accents and the combining signs that they are.
pub(super) const ACCENTS: [(&str, char); 16] = [
    ("`", '\u{300}'),
    ("'", '\u{301}'),
    ("^", '\u{302}'),
    ("~", '\u{303}'),
    ("=", '\u{304}'),
    ("u", '\u{306}'),
    (".", '\u{307}'),
    ("\"", '\u{308}'),
    ("r", '\u{30a}'),
    ("H", '\u{30b}'),
    ("v", '\u{30c}'),
    ("d", '\u{323}'),
    ("c", '\u{327}'),
    ("k", '\u{328}'),
    ("b", '\u{331}'),
    ("t", '\u{361}'),
];

/// Looks: the command, its tag, and whether it takes an argument or holds for the rest of the group.
pub(super) const LOOKS: [(&str, &str, bool); 17] = [
    ("textit", "i", true),
    ("emph", "i", true),
    ("textsl", "i", true),
    ("mkbibemph", "i", true),
    ("mathit", "i", true),
    ("it", "i", false),
    ("em", "i", false),
    ("sl", "i", false),
    ("itshape", "i", false),
    ("textbf", "b", true),
    ("mathbf", "b", true),
    ("bf", "b", false),
    ("bfseries", "b", false),
    ("textsubscript", "sub", true),
    ("textsuperscript", "sup", true),
    ("mkbibsuperscript", "sup", true),
    ("mkbibsubscript", "sub", true),
];

/// Commands whose argument is no text.
pub(super) const WITHOUT_ARGUMENT: [&str; 12] =
    ["cite", "citep", "citet", "label", "ref", "vspace", "hspace", "color", "textcolor", "href", "fontsize", "selectlanguage"];

/// Commands that are one sign.
pub(super) const SIGNS: [(&str, &str); 164] = [
    ("&", "&"), ("%", "%"), ("$", "$"), ("#", "#"), ("_", "_"), ("{", "{"), ("}", "}"), (" ", " "), (",", " "),
    (";", " "), (":", " "), ("!", ""), ("-", ""), ("/", ""), ("\\", " "), ("\n", " "), ("@", ""), ("quad", " "),
    ("qquad", " "), ("space", " "), ("ss", "ß"), ("ae", "æ"), ("AE", "Æ"), ("oe", "œ"), ("OE", "Œ"), ("o", "ø"),
    ("O", "Ø"), ("l", "ł"), ("L", "Ł"), ("aa", "å"), ("AA", "Å"), ("i", "ı"), ("j", "ȷ"), ("dh", "ð"), ("DH", "Ð"),
    ("th", "þ"), ("TH", "Þ"), ("dj", "đ"), ("DJ", "Đ"), ("ng", "ŋ"), ("NG", "Ŋ"), ("P", "¶"), ("S", "§"),
    ("pounds", "£"), ("euro", "€"), ("texteuro", "€"), ("yen", "¥"), ("copyright", "©"), ("textcopyright", "©"),
    ("textregistered", "®"), ("texttrademark", "™"), ("textdegree", "°"), ("degree", "°"), ("textmu", "µ"),
    ("textmicro", "µ"), ("textonehalf", "½"), ("textonequarter", "¼"), ("textthreequarters", "¾"), ("textpm", "±"),
    ("texttimes", "×"), ("textdiv", "÷"), ("textordfeminine", "ª"), ("textordmasculine", "º"), ("textless", "<"),
    ("textgreater", ">"), ("textbar", "|"), ("textbackslash", "\\"), ("textasciitilde", "~"), ("textasciicircum", "^"),
    ("textunderscore", "_"), ("textdollar", "$"), ("textquotesingle", "'"), ("textquoteleft", "‘"),
    ("textquoteright", "’"), ("textquotedblleft", "“"), ("textquotedblright", "”"), ("textquotedbl", "\""),
    ("quotedblbase", "„"), ("glqq", "„"), ("grqq", "“"), ("guillemotleft", "«"), ("guillemotright", "»"),
    ("textendash", "–"), ("textemdash", "—"), ("textellipsis", "…"), ("ldots", "…"), ("dots", "…"), ("cdots", "⋯"),
    ("textbullet", "•"), ("bullet", "•"), ("dag", "†"), ("ddag", "‡"), ("dagger", "†"), ("textexclamdown", "¡"),
    ("textquestiondown", "¿"), ("alpha", "α"), ("beta", "β"), ("gamma", "γ"), ("delta", "δ"), ("epsilon", "ϵ"),
    ("varepsilon", "ε"), ("zeta", "ζ"), ("eta", "η"), ("theta", "θ"), ("iota", "ι"), ("kappa", "κ"), ("lambda", "λ"),
    ("mu", "μ"), ("nu", "ν"), ("xi", "ξ"), ("pi", "π"), ("rho", "ρ"), ("sigma", "σ"), ("tau", "τ"), ("upsilon", "υ"),
    ("phi", "ϕ"), ("varphi", "φ"), ("chi", "χ"), ("psi", "ψ"), ("omega", "ω"), ("Gamma", "Γ"), ("Delta", "Δ"),
    ("Theta", "Θ"), ("Lambda", "Λ"), ("Xi", "Ξ"), ("Pi", "Π"), ("Sigma", "Σ"), ("Phi", "Φ"), ("Psi", "Ψ"),
    ("Omega", "Ω"), ("textalpha", "α"), ("textbeta", "β"), ("textgamma", "γ"), ("textdelta", "δ"), ("textkappa", "κ"),
    ("leq", "≤"), ("le", "≤"), ("geq", "≥"), ("ge", "≥"), ("leqslant", "⩽"), ("geqslant", "⩾"), ("neq", "≠"),
    ("ne", "≠"), ("pm", "±"), ("mp", "∓"), ("times", "×"), ("div", "÷"), ("cdot", "⋅"), ("ast", "∗"), ("star", "⋆"),
    ("sim", "∼"), ("approx", "≈"), ("equiv", "≡"), ("infty", "∞"), ("to", "→"), ("rightarrow", "→"),
    ("leftarrow", "←"), ("leftrightarrow", "↔"), ("uparrow", "↑"), ("downarrow", "↓"), ("circ", "∘"), ("prime", "′"),
    ("partial", "∂"), ("LaTeX", "LaTeX"),
];
