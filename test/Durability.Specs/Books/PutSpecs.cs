using System.Text;
using System.Text.Json;
using EdgeActors.Specs.Agents;
using EdgeActors.Specs.CaptureReading;
using EdgeActors.Specs.Devices;
using EdgeActors.Specs.Load;

namespace EdgeActors.Specs.Books;

/// <summary>The verbs of <c>edgeactors capture</c> one after the other, as a person uses them first.</summary>
public class PutSpecs
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [NeedsFact(Needs.Linux)]
    public async Task Capture_is_put_followed_and_found()
    {
        using CaptureDevice device = new();
        await using AgentProcess agent = await device.StartAsync();
        string window = Path.Combine(device.Folder, "window.npy");
        string note = Path.Combine(device.Folder, "note.json");
        await File.WriteAllBytesAsync(window, Npy(1, 2, 3, 4));
        await File.WriteAllTextAsync(note, "{\"line\": 7}");

        string accepted = await RunAsync(
            "capture", "put", "-a", device.Socket, CaptureDevice.Model, "--id", "c1", "--input", window, "--output", "y=" + window, "--aux-input", note);
        ProgramEnd again = await Programs.RunAsync(Limit, Workplace.Agent, "capture", "put", "-a", device.Socket, CaptureDevice.Model, "--id", "c1", "--input", window);
        await device.DrainedAsync(agent, ["c1"]);
        string status = await RunAsync("capture", "status", "-a", device.Socket, "c1");
        string list = await RunAsync("capture", "ls", "-c", device.Configuration, "--json");
        string verdict = await RunAsync("capture", "verify", "-c", device.Configuration);

        Assert.StartsWith("Accepted c1.", accepted, StringComparison.Ordinal);
        Assert.Equal(1, again.ExitCode);
        Assert.Contains("the capture id 'c1' is in use already", again.Output, StringComparison.Ordinal);
        Assert.Equal("c1 is SUCCESS", status.Trim());
        using JsonDocument listed = JsonDocument.Parse(list);
        Assert.Equal((1, 0), (listed.RootElement.GetProperty("stored").GetInt32(), listed.RootElement.GetProperty("groups").GetArrayLength()));
        Assert.Equal("Accepted 1 = stored 1 + pending 0 + failed 0 + evicted 0; the books balance.", verdict.Trim());
        MustHold(Assert.Single(SinkBooks.Of(device.CaptureRoot).Captures), (await File.ReadAllBytesAsync(window))[^16..]);
    }

    private static void MustHold(ReadCapture record, byte[] tensor)
    {
        Assert.Equal(
            ["deviceFleetAuxiliaryInputs note.json json", "deviceFleetInputs x Tensor[FLOAT32; 4]", "deviceFleetOutputs y Tensor[FLOAT32; 4]"],
            record.Items.Select(item => $"{item.Array} {item.Name} {item.ContentType}"));
        Assert.Equal("{\"line\": 7}", Encoding.UTF8.GetString(record.Items[0].Bytes));
        Assert.Equal(tensor, record.Items[1].Bytes);
        Assert.Equal(tensor, record.Items[2].Bytes);
    }

    // Version 1.0: magic, length of the header, header padded to 128 bytes, little-endian floats.
    private static byte[] Npy(params float[] values)
    {
        string header = $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({values.Length},), }}".PadRight(117) + "\n";
        return [0x93, .. "NUMPY"u8, 1, 0, 118, 0, .. Encoding.ASCII.GetBytes(header), .. values.SelectMany(BitConverter.GetBytes)];
    }

    private static Task<string> RunAsync(params string[] arguments) => Programs.MustRunAsync(Limit, Workplace.Agent, arguments);
}
