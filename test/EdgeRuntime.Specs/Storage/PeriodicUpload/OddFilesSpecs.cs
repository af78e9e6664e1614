using System.Text;
using EdgeActors.Capture.Layout;
using EdgeActors.Specs.Storage.Files;
using EdgeActors.Storage.Files;
using EdgeActors.Storage.PeriodicUpload;

namespace EdgeActors.Specs.Storage.PeriodicUpload;

/// <summary>Files that fail where others do not, and files that seem to: neither ends the upload or is lost for it.</summary>
public sealed class OddFilesSpecs : IDisposable
{
    private readonly UploadScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Theory]
    [InlineData("\u00FF")]
    [InlineData("\\ud800")]
    public async Task A_manifest_with_a_reference_that_is_no_text_goes_as_it_is_and_ends_nothing(string notText)
    {
        BatchObjects objects = await _scene.Capture();
        string bad = Path.ChangeExtension(objects.Manifests[0].Key, null) + "-bad.jsonl";
        byte[] content = Encoding.Latin1.GetBytes($$"""{"data-ref":"file://{{_scene.Root}}/a{{notText}}"}""");
        await File.WriteAllBytesAsync(Path.Combine(_scene.Root, bad), content);

        TimeSpan pause = await _scene.Pass(_scene.Start());

        Assert.Equal(_scene.Options.Period, pause);
        Assert.Equal(content, _scene.Cloud.Objects[bad]);
        Assert.Contains(objects.Manifests[0].Key, _scene.Cloud.Objects.Keys);
    }

    [Fact]
    public async Task A_file_that_fails_in_a_way_nobody_thought_of_is_set_aside_and_holds_up_no_other()
    {
        BatchObjects first = await _scene.Capture();
        string poison = first.Payloads[0].Key;
        _scene.Cloud.Switch = key => key == poison ? throw new InvalidOperationException("odd") : null;
        DiskFolderUpload upload = _scene.Start();

        for (int i = 0; i < 4; i++)
        {
            await _scene.Pass(upload);
            await _scene.Capture(hours: i + 1);
        }

        Assert.Equal(3, _scene.Cloud.Puts.Count(key => key == poison));
        Assert.Equal(1, upload.SetAside);
        Assert.Contains(first.Manifests[0].Key, _scene.Cloud.Objects.Keys);
    }

    [Fact]
    public async Task A_moment_without_descriptors_sets_no_file_aside()
    {
        _scene.Options = _scene.Options with { MostRefusals = 1 };
        await _scene.Capture(captures: 1);
        bool failed = true;
        for (int nth = 1; failed; nth++)
        {
            _scene.Cloud.Objects.Clear();
            FaultyCalls calls = new(nth, Errors.FilesOfProcess);
            DiskFolderUpload upload = _scene.Start(calls);
            await _scene.Pass(upload);
            failed = calls.Count >= nth;
            await _scene.Pass(upload);

            Assert.Equal(0, upload.SetAside);
            Assert.Equal(["id-1"], _scene.ReadCloud());
            Directory.Delete(Path.Combine(_scene.Root, ".uploaded"), recursive: true);
        }
    }
}
