using System.Text.Json;
using EdgeActors.Models;
using EdgeActors.Wording;

namespace EdgeActors.Engines.Dlr.Loading;

/// <summary>What the compiler wrote about a model, in its <c>.meta</c> file.</summary>
/// <param name="Device">The kind of device it is compiled for.</param>
/// <param name="Inputs">Its inputs; none when the file does not tell.</param>
/// <param name="Outputs">Its outputs; none when the file does not tell.</param>
internal sealed record PackageMetadata(DlrDevice Device, IReadOnlyList<DeclaredTensor> Inputs, IReadOnlyList<DeclaredTensor> Outputs)
{
    /// <summary>What holds without a file.</summary>
    public static PackageMetadata None { get; } = new(DlrDevice.Cpu, [], []);

    /// <summary>Reads the file.</summary>
    /// <exception cref="ModelFaultException">FailedPrecondition: damaged, or for a device that DLR does not know.</exception>
    public static PackageMetadata Read(string? file)
    {
        if (file is null)
        {
            return None;
        }

        using JsonDocument document = JsonFile.Open(file);
        JsonElement model = document.RootElement.Get("Model");
        return new PackageMetadata(
            Target(file, document.RootElement.Get("Requirements").Get("TargetDeviceType").Text()), Tensors(model.Get("Inputs")), Tensors(model.Get("Outputs")));
    }

    // DLR compares the letters as they are, and says of a "CPU" only that it is another device.
    private static DlrDevice Target(string file, string? name) => name switch
    {
        null or "cpu" => DlrDevice.Cpu,
        "gpu" => DlrDevice.Gpu,
        "opencl" => DlrDevice.OpenCl,
        _ => throw new ModelFaultException(
            FaultCode.FailedPrecondition,
            $"The compiled model's file '{file}' cannot be used: its TargetDeviceType is '{Printable.Of(name)}', and DLR knows cpu, gpu and opencl, in small letters. "
            + "Compile the model for this device."),
    };

    private static DeclaredTensor[] Tensors(JsonElement list) =>
        [.. list.Items().Select(item => new DeclaredTensor(item.Get("name").Text(), item.Get("dtype").Text(), item.Get("shape").Extents()))];
}

/// <summary>Kinds of device, by DLR's own numbers.</summary>
internal enum DlrDevice
{
    /// <summary>Processor.</summary>
    Cpu = 1,

    /// <summary>CUDA.</summary>
    Gpu = 2,

    /// <summary>OpenCL.</summary>
    OpenCl = 4,
}
