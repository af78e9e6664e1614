using System.Security.Cryptography;
using System.Text;
using EdgeActors.Capture;
using EdgeActors.Capture.Layout;
using EdgeActors.Specs.CaptureReading;

namespace EdgeActors.Specs.Capture.Layout;

public sealed class BatchLayoutSpecs
{
    [Fact]
    public async Task Each_model_and_hour_has_its_own_manifest()
    {
        BatchObjects objects = await Captures.Options.Render(
            Captures.One(1, "a"),
            Captures.One(2, "b", at: Captures.Time.AddSeconds(2)),
            Captures.One(3, "c", "other"),
            Captures.One(4, "d"));

        Assert.Equal([[1L, 4], [2], [3]], objects.Manifests.Select(m => m.CaptureNumbers.ToArray()));
        Assert.Equal(
            ["sme-capture/fleet-1/net/2026/03/01/23", "sme-capture/fleet-1/net/2026/03/02/00", "sme-capture/fleet-1/other/2026/03/01/23"],
            objects.Manifests.Select(m => m.Key[..m.Key.LastIndexOf('/')]));
    }

    [Fact]
    public async Task A_batch_of_many_models_takes_no_more_memory_than_its_records()
    {
        CapturedData[] captures =
            [.. Enumerable.Range(1, 200).Select(static n => Captures.One(n, $"id-{n}", $"net-{n}", items: Captures.Item(CaptureItemKind.InputTensor, 3000)))];
        await Captures.Options.Render([.. captures]);

        long before = GC.GetAllocatedBytesForCurrentThread();
        BatchObjects objects = await Captures.Options.Render([.. captures]);
        long taken = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(200, objects.Manifests.Length);
        Assert.InRange(taken, 1, 10 * objects.Manifests.Sum(static manifest => (long)manifest.Content.Length));
    }

    [Fact]
    public async Task A_manifest_is_named_by_its_bytes()
    {
        ManifestObject manifest = Assert.Single((await Captures.Options.Render(Captures.One())).Manifests);

        string hash = Convert.ToHexStringLower(SHA256.HashData(manifest.Content.Span))[..32];
        Assert.Equal($"sme-capture/fleet-1/net/2026/03/01/23/{hash}.jsonl", manifest.Key);
    }

    [Fact]
    public async Task Keys_of_a_known_capture_never_change()
    {
        CapturedData capture = Captures.One(7, "id:1/2", items:
        [
            Captures.Item(CaptureItemKind.InputTensor, 4000),
            Captures.Item(CaptureItemKind.AuxiliaryOutput, 4000, "mask.png"),
            Captures.Item(CaptureItemKind.AuxiliaryInput, 4000, "../evil"),
        ]);

        BatchObjects objects = await Captures.Options.Render(capture);

        string folder = "sme-capture/fleet-1/net/2026/03/01/23/";
        Assert.Equal(
            [
                folder + "raw-data/input-tensors/id_1_2-0-543d8d787bab8a13.bin",
                folder + "raw-data/output-auxiliary-data/id_1_2-1-0bc942587982351e.mask.png",
                folder + "raw-data/input-auxiliary-data/id_1_2-2-032d95ee1ad34d0a.bin",
            ],
            objects.Payloads.Select(p => p.Key));
        ManifestObject manifest = Assert.Single(objects.Manifests);
        Assert.Equal(objects.Payloads.Select(p => p.Key), manifest.PayloadKeys);
        Assert.Equal(folder + "6034be6fcfb0f92be1c5d9644b7b2f0e.jsonl", manifest.Key);
    }

    [Fact]
    public async Task Devices_and_reused_ids_never_share_a_payload()
    {
        CapturedItem item = Captures.Item(CaptureItemKind.InputTensor, 4000);
        CapturedData capture = Captures.One(items: [item]);

        string[] keys =
        [
            .. await Keys(Captures.Options, capture),
            .. await Keys(Captures.Options with { DeviceName = "device-8" }, capture),
            .. await Keys(Captures.Options, capture with { Number = 2 }),
            .. await Keys(Captures.Options, capture with { AcceptedAt = capture.AcceptedAt.AddTicks(1) }),
            .. await Keys(Captures.Options, capture with { CaptureId = "id/1" }),
            .. await Keys(Captures.Options, capture with { CaptureId = "id:1" }),
        ];

        Assert.Distinct(keys);
    }

    [Fact]
    public async Task What_is_in_the_spool_is_read_only_when_the_record_embeds_it()
    {
        CapturedItem small = new(CaptureItemKind.InputTensor, "x", "Tensor[UINT8; 3]", false, 3, null);
        CapturedItem large = small with { Length = 5000 };
        List<int> read = [];
        BatchLayout layout = new(Captures.Options);

        BatchObjects objects = await layout.RenderAsync(new CaptureBatch(1, [Captures.One(items: [large, small])]), key => key, Read, default);

        Assert.Equal([1], read);
        Assert.Contains("\"data\":\"AQID\"", Encoding.UTF8.GetString(objects.Manifests[0].Content.Span));

        ValueTask<ReadOnlyMemory<byte>> Read(CapturedData capture, int index, CancellationToken cancelled)
        {
            read.Add(index);
            return ValueTask.FromResult<ReadOnlyMemory<byte>>(new byte[] { 1, 2, 3 });
        }
    }

    [Fact]
    public async Task A_reader_that_knows_the_contract_only_reads_everything_back()
    {
        CapturedData capture = Captures.One(3, "id 3", "a model", items:
        [
            Captures.Item(CaptureItemKind.InputTensor, 4000),
            Captures.Item(CaptureItemKind.AuxiliaryInput, "AQID", "bin", base64: true),
            Captures.Item(CaptureItemKind.OutputTensor, 10),
        ]);
        BatchObjects objects = await Captures.Options.Render(capture, Captures.One(4, "id 4", at: Captures.Time.AddHours(9)));
        Dictionary<string, byte[]> bucket = objects.Manifests.ToDictionary(m => m.Key, m => m.Content.ToArray());
        bucket.Add(objects.Payloads[0].Key, capture.Items[0].Embedded!.Value.ToArray());
        CaptureReader reader = new("sme-capture", reference => reference["s3://bucket/".Length..]);

        ReadCapture[] captures = [.. reader.Read(CaptureListing.Of(bucket))];

        Assert.Equal(["id 3", "id 4"], captures.Select(c => c.CaptureId).Order());
        ReadCapture first = captures.Single(c => c.CaptureId == "id 3");
        Assert.Equal(("fleet-1", "device-7", "a model", "1.0"), (first.Fleet, first.Device, first.ModelName, first.ModelVersion));
        Assert.Equal([[1, 2, 3], capture.Items[0].Embedded!.Value.ToArray(), capture.Items[2].Embedded!.Value.ToArray()], first.Items.Select(i => i.Bytes));
        Assert.Empty(reader.Orphans(bucket.Keys));
    }

    private static async Task<IEnumerable<string>> Keys(LayoutOptions options, CapturedData capture) =>
        (await options.Render(capture)).Payloads.Select(p => p.Key);
}
