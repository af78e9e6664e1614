using EdgeActors.Fleet;
using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Stores;
using EdgeActors.S3Double;
using EdgeActors.S3Double.Faults;
using EdgeActors.S3Double.Operations;
using EdgeActors.Specs.Aws.S3;

namespace EdgeActors.Specs.Fleet.Stores;

public sealed class BucketDocumentStoreSpecs : IAsyncLifetime
{
    private const int Most = 1 << 20;
    private readonly List<BucketDocumentStore> _open = [];
    private S3Server _server = null!;

    public async Task InitializeAsync() => _server = await S3Server.StartAsync();

    public async Task DisposeAsync()
    {
        _open.ForEach(store => store.Dispose());
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task An_unchanged_document_costs_one_request_without_its_bytes()
    {
        BucketDocumentStore store = Open();
        string? version = await store.WriteAsync("desired.json", new byte[5000], null, default);
        _server.Requests.Clear();

        DocumentRead read = await store.ReadAsync("desired.json", version, Most, default);

        Assert.True(read.IsUnchanged);
        await AnsweredAsync();
        S3Request request = Assert.Single(_server.Requests.All);
        Assert.Equal((S3Operation.GetObject, "tree/desired.json", 304), (request.Operation, request.Key, request.Status));
    }

    [Fact]
    public async Task Servers_are_tried_out_once_and_for_two_requests()
    {
        await Open(isProbed: true).WriteAsync("first", new byte[1], DocumentVersion.None, default);
        BucketDocumentStore store = Open(isProbed: true);
        _server.Requests.Clear();

        await store.WriteAsync("a", new byte[1], null, default);
        await store.WriteAsync("b", new byte[1], DocumentVersion.None, default);
        await store.WriteAsync("c", new byte[1], DocumentVersion.None, default);

        await AnsweredAsync();
        Assert.Equal(
            ["tree/a 200", "tree/conditional-writes-probe 412", "tree/conditional-writes-probe 412", "tree/b 200", "tree/c 200"],
            _server.Requests.All.Select(request => $"{request.Key} {request.Status}"));
    }

    [Fact]
    public async Task A_server_that_ignores_conditions_is_not_written_to()
    {
        await using S3Server ignorant = await S3Server.StartAsync(new S3ServerOptions { IgnoresPutConditions = true });
        BucketDocumentStore store = Open(isProbed: true, server: ignorant);

        for (int attempt = 0; attempt < 2; attempt++)
        {
            DocumentStoreException fault = await FaultAsync(() => store.WriteAsync("desired.json", new byte[1], DocumentVersion.None, default));
            Assert.Equal(FleetFaultKind.Unusable, fault.Kind);
            Assert.StartsWith("the S3 server of captures ignores If-None-Match", fault.Message, StringComparison.Ordinal);
        }

        Assert.Equal(["tree/conditional-writes-probe"], ignorant.Objects().Select(one => one.Key));
    }

    [Theory]
    [InlineData(409, "ConditionalRequestConflict")]
    [InlineData(412, "PreconditionFailed")]
    public async Task Conflicts_tell_that_another_writer_was_first(int status, string code)
    {
        BucketDocumentStore store = Open();
        _server.Faults.Next(new S3Fault.Answer(status, code));

        Assert.Null(await store.WriteAsync("a", new byte[1], DocumentVersion.None, default));
    }

    [Fact]
    public async Task A_conflict_of_a_put_without_condition_is_no_answer_but_an_outage()
    {
        BucketDocumentStore store = Open();
        _server.Faults.Next(new S3Fault.Answer(409, "OperationAborted"));

        DocumentStoreException fault = await FaultAsync(() => store.WriteAsync("a", new byte[1], null, default));

        Assert.Equal((FleetFaultKind.Unreachable, "S3 is busy with the same object (409 OperationAborted)"), (fault.Kind, fault.Message));
    }

    [Theory]
    [InlineData(403, "AccessDenied", FleetFaultKind.Denied,
        "S3 does not let this role read s3://captures/tree/a (403): it needs s3:GetObject and s3:ListBucket there, as in deploy/iam")]
    [InlineData(403, "InvalidAccessKeyId", FleetFaultKind.Denied, "S3 does not know the access key (403 InvalidAccessKeyId)")]
    [InlineData(400, "ExpiredToken", FleetFaultKind.Denied, "S3 finds the credentials expired (400 ExpiredToken)")]
    [InlineData(404, "NoSuchBucket", FleetFaultKind.Unreachable, "S3 knows no such bucket (404 NoSuchBucket)")]
    [InlineData(503, "SlowDown", FleetFaultKind.Unreachable, "S3 is throttling (503 SlowDown)")]
    [InlineData(500, "InternalError", FleetFaultKind.Unreachable, "S3 is out of order (500 InternalError)")]
    public async Task Refusals_have_their_kind_and_their_words(int status, string code, FleetFaultKind kind, string message)
    {
        BucketDocumentStore store = Open();
        _server.Faults.Next(new S3Fault.Answer(status, code));

        DocumentStoreException fault = await FaultAsync(() => store.ReadAsync("a", null, Most, default));

        Assert.Equal((kind, message), (fault.Kind, fault.Message));
    }

    [Theory]
    [InlineData("write", "s3:PutObject")]
    [InlineData("remove", "s3:DeleteObject")]
    [InlineData("list", "s3:ListBucket")]
    public async Task The_right_that_is_missing_is_named(string what, string right)
    {
        BucketDocumentStore store = Open();
        _server.Faults.Always(S3Fault.AccessDenied());

        DocumentStoreException fault = await FaultAsync(() => what switch
        {
            "write" => store.WriteAsync("a", new byte[1], null, default),
            "remove" => store.RemoveAsync("a", default),
            _ => ListAsync(store, "a", 1),
        });

        Assert.Equal($"S3 does not let this role {what} s3://captures/tree/a (403): it needs {right} there, as in deploy/iam", fault.Message);
    }

    [Fact]
    public async Task What_answers_without_an_etag_is_not_s3()
    {
        BucketDocumentStore store = Open();
        _server.Faults.Always(new S3Fault.Answer(200, "Welcome"));

        Assert.Equal(FleetFaultKind.Unreachable, (await FaultAsync(() => store.ReadAsync("a", null, Most, default))).Kind);
        Assert.Equal(FleetFaultKind.Unreachable, (await FaultAsync(() => store.WriteAsync("a", new byte[1], null, default))).Kind);
    }

    [Fact]
    public async Task Other_bytes_than_were_sent_are_found_out()
    {
        BucketDocumentStore store = Open();
        _server.Faults.Next(new S3Fault.WrongETag());

        DocumentStoreException fault = await FaultAsync(() => store.WriteAsync("a", new byte[1], null, default));

        Assert.StartsWith("S3 stored other bytes than were sent", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_says_nothing_ends_the_call_in_time()
    {
        SteppedTime time = new();
        BucketDocumentStore store = Open(time: time);
        S3Fault.Hang hang = new();
        _server.Faults.Always(hang);

        Task<DocumentRead> read = store.ReadAsync("a", null, Most, default);
        await _server.Requests.UntilAsync(requests => requests.Count == 1);
        time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal("s3://captures/tree did not answer within 30 s", (await FaultAsync(() => read)).Message);
        hang.Release();
    }

    [Fact]
    public async Task Lists_go_on_over_pages_and_stop_where_they_may()
    {
        BucketDocumentStore store = Open();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, 1005), new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (number, end) => await store.WriteAsync($"failed/{number:0000}", new byte[1], null, end));
        _server.Requests.Clear();

        string[] all = await ListAsync(store, "failed/", int.MaxValue);
        int pages = _server.Requests.All.Count;
        string[] few = await ListAsync(store, "failed/", 3);

        Assert.Equal(Enumerable.Range(0, 1005).Select(number => $"failed/{number:0000}"), all);
        Assert.Equal((2, 3), (pages, _server.Requests.All.Count));
        Assert.Equal(all[..3], few);
    }

    [Fact]
    public async Task Nothing_is_reached_after_the_end()
    {
        BucketDocumentStore store = Open();
        store.Dispose();

        await FaultAsync(() => store.ReadAsync("a", null, Most, default));

        Assert.Empty(_server.Requests.All);
    }

    [Fact]
    public void Limits_have_ranges()
    {
        Assert.Empty(new StoreLimits().Faults());
        Assert.Equal((TimeSpan.FromSeconds(30), 4), (new StoreLimits().CallTime, new StoreLimits().MostCalls));
        Assert.Equal(
            ["CallTime is 00:00:00; choose 00:00:01 to 00:10:00", "MostCalls is 0; choose 1 to 64"],
            new StoreLimits { CallTime = default, MostCalls = 0 }.Faults());
        Assert.Equal(2, new StoreLimits { CallTime = TimeSpan.FromMinutes(11), MostCalls = 65 }.Faults().Count());
    }

    private static async Task<string[]> ListAsync(BucketDocumentStore store, string prefix, int most)
    {
        List<string> keys = [];
        await foreach (string key in store.ListAsync(prefix, most, default))
        {
            keys.Add(key);
        }

        return [.. keys];
    }

    // The log learns of an answer when it has left, which the client may see first.
    private Task AnsweredAsync() => _server.Requests.UntilAsync(requests => requests.All(request => request.Status != 0));

    private static Task<DocumentStoreException> FaultAsync(Func<Task> call) => Assert.ThrowsAsync<DocumentStoreException>(call);

    private BucketDocumentStore Open(bool isProbed = false, S3Server? server = null, TimeProvider? time = null)
    {
        BucketDocumentStore store = new(
            new FleetTreeRoot.Bucket("captures", "tree"), SinkBench.Options(server ?? _server), () => SinkBench.Credentials(), new(),
            time ?? TimeProvider.System, isProbed);
        _open.Add(store);
        return store;
    }
}
