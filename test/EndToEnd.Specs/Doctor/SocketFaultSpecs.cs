using System.Net.Sockets;
using EdgeActors.Specs.Agents;

namespace EdgeActors.Specs.Doctor;

/// <summary>Setups whose configuration or socket is broken.</summary>
public sealed class SocketFaultSpecs
{
    [NeedsFact(Needs.Linux)]
    public async Task Faulty_configuration_is_named_with_every_fault_and_ends_with_2()
    {
        using Patient patient = new();
        patient.Settings["CaptureDataBatchSize"] = "100";
        patient.Settings["DbEnable"] = "maybe";

        Diagnosis diagnosis = await patient.DiagnoseAsync();

        diagnosis.NamesOnly("CONFIG-FAULT", exitCode: 2);
        Assert.Equal(2, diagnosis.Troubles.Length);
        Assert.Contains("CHECK-SKIPPED", diagnosis.Findings.Select(finding => finding.Code));
    }

    [NeedsFact(Needs.Linux)]
    public async Task Misspelt_parameter_is_named()
    {
        using Patient patient = new();
        patient.Settings["FolderPrefx"] = "x";

        (await patient.DiagnoseAsync()).NamesOnly("CONFIG-ODD", "FolderPrefx", exitCode: 0);
    }

    [NeedsFact(Needs.Linux)]
    public async Task Absent_folder_of_the_socket_is_named()
    {
        using Patient patient = new();
        patient.Socket = Path.Combine(patient.Folder, "nowhere", "agent.sock");

        (await patient.DiagnoseAsync()).NamesOnly("SOCKET-FOLDER-MISSING", "nowhere");
    }

    [NeedsFact(Needs.Linux)]
    public async Task Folder_of_the_socket_that_all_may_write_is_named()
    {
        using Patient patient = new();
        File.SetUnixFileMode(patient.Folder, (UnixFileMode)0b111_111_111);

        (await patient.DiagnoseAsync()).NamesOnly("SOCKET-FOLDER-OPEN", "0777", exitCode: 0);
    }

    [NeedsFact(Needs.Linux)]
    public async Task Link_in_place_of_the_socket_is_named()
    {
        using Patient patient = new();
        File.CreateSymbolicLink(Path.Combine(patient.Folder, "agent.sock"), "/tmp/elsewhere");

        (await patient.DiagnoseAsync()).NamesOnly("SOCKET-LINK");
    }

    [NeedsFact(Needs.Linux)]
    public async Task File_in_place_of_the_socket_is_named()
    {
        using Patient patient = new();
        await File.WriteAllTextAsync(Path.Combine(patient.Folder, "agent.sock"), "precious");

        (await patient.DiagnoseAsync()).NamesOnly("SOCKET-FOREIGN", "is a file");
    }

    [NeedsFact(Needs.Linux)]
    public async Task Socket_of_a_killed_agent_is_named_and_stays()
    {
        await using AgentProcess agent = await AgentProcess.StartAsync();
        using Patient patient = new() { Socket = agent.Socket };
        await agent.KillAsync();

        (await patient.DiagnoseAsync()).NamesOnly("SOCKET-STALE", agent.Socket, exitCode: 0);
        (await patient.DiagnoseAsync("--strict")).NamesOnly("SOCKET-STALE", agent.Socket, exitCode: 1);
        Assert.True(File.Exists(agent.Socket));
    }

    [NeedsFact(Needs.Linux)]
    public async Task Unknown_group_is_named()
    {
        using Patient patient = new();

        (await patient.DiagnoseAsync("--group", "nobody-has-this-group")).Names("SOCKET-GROUP", "nobody-has-this-group");
    }

    [NeedsFact(Needs.Linux)]
    public async Task Agent_that_says_nothing_is_named()
    {
        using Patient patient = new();
        using Socket silent = Listen(patient);

        (await patient.DiagnoseAsync()).NamesOnly("AGENT-SILENT", "did not answer");
    }

    [NeedsFact(Needs.Linux)]
    public async Task Program_that_is_no_agent_is_named()
    {
        using Patient patient = new();
        await using MailServer server = new(Path.Combine(patient.Folder, "agent.sock"));

        (await patient.DiagnoseAsync()).NamesOnly("AGENT-FOREIGN");
    }

    private static Socket Listen(Patient patient)
    {
        Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(Path.Combine(patient.Folder, "agent.sock")));
        socket.Listen();
        return socket;
    }
}
