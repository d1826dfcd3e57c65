/// The pages' one style sheet: system fonts, black on white, two colours, and A4 on paper.
enum WebStyle {
  static let sheet = """
    *{box-sizing:border-box}
    body{font:1.1875rem/1.4 system-ui,sans-serif;color:#0b0c0c;background:#fff;margin:0}
    header{display:flex;flex-wrap:wrap;gap:.5rem 2rem;align-items:center;padding:.75rem 1.5rem;border-bottom:6px solid #12436D}
    header .name{font-weight:bold;margin:0}header form{margin-left:auto}
    header ul{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;list-style:none;margin:0;padding:0}
    nav [aria-current]{font-weight:bold;color:#0b0c0c;text-decoration:none;border-bottom:3px solid #0b0c0c}
    main{max-width:62rem;margin:0 auto;padding:1.5rem}main:focus{outline:none}
    h1{font-size:2rem;line-height:1.2;margin:0 0 1rem}h2{font-size:1.4rem;margin:2rem 0 .5rem;break-after:avoid}
    a{color:#1d5a91;text-underline-offset:.15em}a:hover{text-decoration-thickness:3px}
    a:focus-visible,summary:focus-visible{background:#fd0;color:#0b0c0c;outline:3px solid #0b0c0c;outline-offset:0}
    button:focus-visible,input:focus-visible,select:focus-visible{outline:3px solid #0b0c0c;outline-offset:2px;box-shadow:0 0 0 2px #fd0}
    .skip{position:absolute;left:-999rem;padding:.75rem 1.5rem}.skip:focus{position:static;display:block}
    table{border-collapse:collapse;width:100%}caption{text-align:left;font-weight:bold;padding:.3rem 0}
    th,td{text-align:left;vertical-align:top;font-weight:normal;padding:.5rem 1rem .5rem 0;border-bottom:1px solid #595959}
    thead{display:table-header-group}thead,caption{break-after:avoid}thead th{font-weight:bold}tr{break-inside:avoid}
    tr>:first-child,tr>:nth-child(2):not(:last-child){white-space:nowrap}tbody tr:first-child,tbody tr:last-child,figcaption{break-before:avoid}.n{text-align:right;font-variant-numeric:tabular-nums}
    dl{display:grid;grid-template-columns:minmax(7rem,12rem) 1fr;margin:0}
    dt{font-weight:bold}dt,dd{margin:0;padding:.4rem 1rem .4rem 0;border-bottom:1px solid #595959}
    .warning{border-left:8px solid #0b0c0c;padding:.1rem 1rem;margin:0 0 1rem;font-weight:bold;break-inside:avoid}
    .red{border:3px solid #a3200c;padding:0 1rem 1rem;margin:0 0 2rem}.red h2{color:#a3200c;margin-top:1rem}
    .other{border-left:8px solid #12436D;padding:.1rem 1rem;margin:0 0 1rem}
    .notice{border:5px solid #12436D;padding:.1rem 1rem;margin-bottom:1.5rem}
    .trouble{border:5px solid #a3200c;padding:.1rem 1rem 1rem;margin-bottom:1.5rem}.trouble a,.fault{color:#a3200c;font-weight:bold}
    .hint,.small,figcaption{color:#505a5f;margin:.25rem 0}.small,figcaption{font-size:1rem}
    label,legend{font-weight:bold}fieldset{border:0;margin:1.5rem 0;padding:0}.choice label{font-weight:normal}
    .choice{display:flex;gap:.75rem;align-items:center;margin:.75rem 0}.choice input{width:1.75rem;height:1.75rem;margin:0;flex:none}
    input:not([type=checkbox]):not([type=radio]),select{font:inherit;padding:.4rem;border:2px solid #0b0c0c;width:100%;max-width:30rem;background:#fff}
    .short{max-width:8rem!important}form .row{display:flex;flex-wrap:wrap;gap:1rem 2rem;align-items:end;margin-bottom:1rem}
    button{font:inherit;font-weight:bold;color:#fff;background:#00703c;border:0;border-bottom:3px solid #002d18;padding:.5rem 1rem;margin:1rem 0;cursor:pointer}
    button.quiet{color:#1d5a91;background:none;border:0;padding:.25rem;margin:0;font-weight:normal;text-decoration:underline;text-underline-offset:.15em}
    .toggle{display:flex;flex-wrap:wrap;gap:0 1rem;align-items:baseline}.toggle p{margin:0 0 1rem}
    .blank{display:inline-block;min-width:12rem;border-bottom:2px dotted #0b0c0c}
    .box{display:inline-block;width:1em;height:1em;border:2px solid #0b0c0c;vertical-align:-.1em}
    .hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
    .family{font-size:1.3rem}.family main{max-width:46rem}.family .blank{min-width:18rem}
    .tall td,.tall th{height:1.2cm;border-right:1px solid #595959}.tall>:last-child{border-right:0}
    section:has(figure){break-inside:avoid}figure{margin:0 0 2rem}svg{display:block;width:100%;height:auto;break-inside:avoid;break-after:avoid}svg *{print-color-adjust:exact}
    ul.plain{padding-left:1.25rem}ul.plain li,ol li{margin:.4rem 0;break-inside:avoid}
    @media (max-width:40rem){body{font-size:1rem}main{padding:1rem}th,td{padding-right:.5rem;overflow-wrap:anywhere}
    tr>:first-child,tr>:nth-child(2):not(:last-child){white-space:normal}dl{grid-template-columns:1fr}dt{border:0;padding-bottom:0}}
    @media print{
    @page{size:A4;margin:15mm 18mm}
    body{font-size:11pt}.family{font-size:14pt}h1{font-size:18pt}h2{font-size:13pt;margin-top:1rem}
    header,.skip,form,.screen-only,.notice{display:none}main{max-width:none;padding:0}
    a{color:#0b0c0c;text-decoration:none}.small,figcaption{font-size:9pt}
    .red{padding:0 .5rem .5rem;margin-bottom:1rem}.red h2{color:#0b0c0c}th,td,dt,dd{padding-top:.2rem;padding-bottom:.2rem}
    .family p,.family li{margin:.8rem 0}.blank{min-width:7cm}
    }
    """
}
