using System.Diagnostics;
using EdgeActors.Specs.Agents;
using EdgeActors.Specs.DlrStandIn;

namespace EdgeActors.Specs.Doctor;

/// <summary>Setups whose machine or surroundings are broken.</summary>
public sealed class MachineFaultSpecs
{
    [NeedsFact(Needs.Linux)]
    public async Task Absent_engine_is_named()
    {
        using Patient patient = new();

        (await patient.DiagnoseAsync("--engine-library", "/nowhere/libonnxruntime.so.1")).NamesOnly("ENGINE-MISSING", "/nowhere/libonnxruntime.so.1");
    }

    [NeedsFact(Needs.Linux)]
    public async Task File_that_is_no_engine_is_named()
    {
        using Patient patient = new();
        string file = Path.Combine(patient.Folder, "libonnxruntime.so.1");
        await File.WriteAllTextAsync(file, "half a download");

        (await patient.DiagnoseAsync("--engine-library", file)).NamesOnly("ENGINE-UNUSABLE", file);
    }

    [NeedsFact(Needs.Linux)]
    public async Task Named_dlr_library_that_is_not_there_is_named()
    {
        using Patient patient = new();

        (await patient.DiagnoseAsync("--dlr-library", "/nowhere/libdlr.so")).NamesOnly("ENGINE-DLR-UNUSABLE", "/nowhere/libdlr.so");
    }

    [StandInFact]
    public async Task Dlr_library_of_another_age_is_named_and_one_of_this_is_well()
    {
        using Patient patient = new();

        Diagnosis old = await patient.DiagnoseAsync("--dlr-library", StandIn.Library("STAND_IN_VERSION=\"2.0.0\""));
        Diagnosis good = await patient.DiagnoseAsync("--dlr-library", StandIn.Library());

        old.NamesOnly("ENGINE-DLR-UNUSABLE", "DLR 2.0.0");
        Assert.Empty(good.Troubles);
        Assert.Contains("ENGINE-DLR", good.Findings.Select(finding => finding.Code));
    }

    [NeedsFact(Needs.Linux)]
    public async Task Memory_budget_above_what_the_machine_has_is_named()
    {
        using Patient patient = new();

        (await patient.DiagnoseAsync("--memory-budget", "16384G")).NamesOnly("LIMIT-BUDGET", "16 TiB");
    }

    [NeedsFact(Needs.Linux)]
    public async Task Too_few_open_files_are_named()
    {
        using Patient patient = new() { Wrapper = ["sh", "-c", "ulimit -n 300; exec \"$@\"", "sh"] };

        (await patient.DiagnoseAsync()).NamesOnly("LIMIT-FILES", "300 files", exitCode: 0);
    }

    [NeedsFact(Needs.Linux, Needs.Root)]
    public async Task Small_shared_memory_in_a_namespace_of_its_own_is_named()
    {
        using Patient patient = new()
        {
            Wrapper = ["unshare", "--ipc", "sh", "-c", "echo 65536 > /proc/sys/kernel/shmmax && exec \"$@\"", "sh"],
        };

        Diagnosis diagnosis = await patient.DiagnoseAsync();

        diagnosis.NamesOnly("SHM-SMALL", "segments of up to 64 KiB", exitCode: 0);
        diagnosis.Names("SHM-NAMESPACE", "ipc:[", exitCode: 0);
    }

    [NeedsFact(Needs.Linux)]
    public async Task Old_agent_that_still_runs_is_named()
    {
        using Patient patient = new();
        string program = Path.Combine(patient.Folder, "sagemaker_edge_agent_binary");
        File.Copy("/bin/sleep", program);
        using Process old = Process.Start(program, "60");
        try
        {
            (await patient.DiagnoseAsync()).NamesOnly("AGENT-OLD", $"process {old.Id}");
        }
        finally
        {
            old.Kill();
            await old.WaitForExitAsync();
        }
    }

    [NeedsFact(Needs.Linux)]
    public async Task Device_that_is_not_named_as_its_thing_is_named()
    {
        using Patient patient = new();
        patient.Settings["sagemaker_edge_core_device_name"] = "camera-7";
        patient.Environment["AWS_IOT_THING_NAME"] = "camera-8";
        patient.Environment["SVCUID"] = "CANARYTOKEN";
        patient.Environment["AWS_GG_NUCLEUS_DOMAIN_SOCKET_FILEPATH_FOR_COMPONENT"] = patient.Folder;

        (await patient.DiagnoseAsync()).NamesOnly("GREENGRASS-THING", "camera-7, the thing camera-8", exitCode: 0);
    }
}
