using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Documents.Json;
using EdgeActors.Fleet.Operating;
using EdgeActors.Fleet.Signing;
using EdgeActors.Packages.Signatures;
using EdgeActors.Specs.Fleet.Operating;
using EdgeActors.Specs.Fleet.Stages;

namespace EdgeActors.Specs.Fleet.Signing;

public sealed class DesiredSealSpecs : IDisposable
{
    private static readonly FleetTree Tree = new("plant");
    private readonly MemoryTree _store = new();
    private readonly SigningKey _ours = SigningKey.Create();
    private readonly SigningKey _theirs = SigningKey.Create();

    public void Dispose()
    {
        _ours.Dispose();
        _theirs.Dispose();
    }

    [Fact]
    public async Task Every_write_is_signed()
    {
        await AddAsync(_ours, "a");
        await AddAsync(_ours, "b");

        Assert.Equal(_ours.Public.Id, DesiredSignature.Verify(_store[Tree.DesiredSignatureKey], _store[Tree.DesiredKey], [_ours.Public]));
        Assert.Equal(2, Current().Deployments.Length);
    }

    [Fact]
    public async Task What_nobody_signed_is_not_made_good_unless_that_is_asked_for()
    {
        await AddAsync(_ours, "a");
        _store[Tree.DesiredKey] = DesiredJson.Write(Current() with { Revision = 7, Deployments = [] });

        OperatorException refused = await Assert.ThrowsAsync<OperatorException>(() => AddAsync(_ours, "b"));
        await AddAsync(_ours, "b", new EditOptions { AcceptUnsigned = true });

        Assert.Contains("is not signed by a key that is trusted here", refused.Message, StringComparison.Ordinal);
        Assert.Equal((8, 1), (Current().Revision, Current().Deployments.Length));
        await AddAsync(_ours, "c");
    }

    [Fact]
    public async Task Unsigned_fleet_takes_its_first_signature_on_request_only()
    {
        await AddAsync(null, "a");

        await Assert.ThrowsAsync<OperatorException>(() => AddAsync(_ours, "b"));
        await AddAsync(_ours, "b", new EditOptions { AcceptUnsigned = true });
    }

    [Fact]
    public async Task Operators_with_keys_of_their_own_build_on_each_other_when_they_trust()
    {
        await AddAsync(_theirs, "a");

        await Assert.ThrowsAsync<OperatorException>(() => AddAsync(_ours, "b"));
        await AddAsync(_ours, "b", trusted: [_theirs.Public]);

        Assert.Equal(["a", "b"], Current().Deployments.Select(one => one.Name));
    }

    [Fact]
    public async Task Signature_of_an_older_document_never_replaces_that_of_a_newer_one()
    {
        await AddAsync(_ours, "a");
        byte[] older = _store[Tree.DesiredKey];
        await AddAsync(_ours, "b");
        byte[] newer = _store[Tree.DesiredSignatureKey];

        await new DesiredSeal(_store, Tree, _ours, []).PutAsync(older, default);

        Assert.Equal(newer, _store[Tree.DesiredSignatureKey]);
    }

    [Fact]
    public async Task Signature_that_meets_another_one_looks_again_whose_turn_it_is()
    {
        await AddAsync(_ours, "a");
        bool isFirst = true;
        _store.BeforeWrite = key =>
        {
            if (isFirst && key == Tree.DesiredSignatureKey)
            {
                // Another operator's whole change, between our document and our signature.
                isFirst = false;
                byte[] theirs = DesiredJson.Write(Current() with { Revision = Current().Revision + 1 });
                _store[Tree.DesiredKey] = theirs;
                _store[Tree.DesiredSignatureKey] = DesiredSignature.Sign(_theirs, theirs);
            }
        };

        await AddAsync(_ours, "b");

        Assert.Equal(3, Current().Revision);
        Assert.Equal(_theirs.Public.Id, DesiredSignature.Verify(_store[Tree.DesiredSignatureKey], _store[Tree.DesiredKey], [_ours.Public, _theirs.Public]));
    }

    private Task<Edit> AddAsync(SigningKey? key, string name, EditOptions? options = null, IReadOnlyList<VerifyingKey>? trusted = null)
    {
        DesiredSeal? seal = key is null ? null : new DesiredSeal(_store, Tree, key, trusted ?? []);
        EditOptions quick = (options ?? new EditOptions()) with { LongestPause = TimeSpan.Zero, SealPatience = TimeSpan.Zero };
        return new DesiredEditor(_store, Tree, quick, TimeProvider.System, new Random(1), seal).ApplyAsync(
            document => document with { Deployments = document.Deployments.Add(StageSamples.Wanted(StageSamples.Ready("all")) with { Name = name }) },
            _ => { },
            default);
    }

    private DesiredDocument Current() => DesiredJson.Read(_store[Tree.DesiredKey]);
}
