def test_it(site):
    import collections

    print(len(site.visits), len(site.pages()), [len(site.of_each_kind(c)) for c in ("en", "ur", "pa", "pl")])
    print(collections.Counter(v.status for v in site.visits.values()))
    print(sorted({(v.template, v.look) for v in site.pages()}))
    for v in site.visits.values():
        if v.status >= 400:
            print(v.status, v, v.found_on)
    print(max((len(v.queries), v.address) for v in site.pages()))
