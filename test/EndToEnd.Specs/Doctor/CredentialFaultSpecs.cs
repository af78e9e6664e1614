using System.Security.Cryptography.X509Certificates;
using EdgeActors.Specs.Agents;
using EdgeActors.Specs.CredentialDoubles;

namespace EdgeActors.Specs.Doctor;

/// <summary>Setups that get no keys. Each way of the token exchange to fail has its own code and cure.</summary>
public sealed class CredentialFaultSpecs
{
    [NeedsTheory(Needs.Linux)]
    [InlineData(EndpointReply.Null, "CREDENTIALS-EMPTY", "iotRoleAlias")]
    [InlineData(EndpointReply.Forbidden, "CREDENTIALS-DENIED", "restart the component")]
    [InlineData(EndpointReply.NotFound, "CREDENTIALS-UNKNOWN", "the nucleus was restarted")]
    [InlineData(EndpointReply.Fault, "CREDENTIALS-FAILING", "greengrass.log")]
    [InlineData(EndpointReply.Junk, "CREDENTIALS-MALFORMED", "credentials endpoint")]
    [InlineData(EndpointReply.Hang, "CREDENTIALS-SILENT", "restart the nucleus")]
    internal async Task Each_answer_of_the_token_exchange_has_its_code_and_cure(EndpointReply reply, string code, string cure)
    {
        await using CloudPatient patient = await CloudPatient.StartAsync();
        patient.Tokens.Reply = reply;

        Diagnosis diagnosis = await patient.DiagnoseAsync();

        Assert.Contains(cure, diagnosis.Names(code, patient.Tokens.Authority).Fix, StringComparison.Ordinal);
        Assert.Equal([code, "BUCKET-NO-KEYS"], diagnosis.Troubles);
    }

    [NeedsFact(Needs.Linux)]
    public async Task Token_exchange_that_moved_is_named()
    {
        await using CloudPatient patient = await CloudPatient.StartAsync();
        await patient.Tokens.DisposeAsync();

        DiagnosedFinding finding = (await patient.DiagnoseAsync()).Names("CREDENTIALS-UNREACHABLE", "nobody listens");

        Assert.Contains("another port", finding.Fix, StringComparison.Ordinal);
    }

    [NeedsFact(Needs.Linux)]
    public async Task Keys_past_their_time_are_named()
    {
        await using CloudPatient patient = await CloudPatient.StartAsync();
        patient.Tokens.Life = TimeSpan.FromMinutes(-1);

        (await patient.DiagnoseAsync()).Names("CREDENTIALS-EXPIRED");
    }

    [NeedsFact(Needs.Linux)]
    public async Task Keys_at_their_end_are_named()
    {
        await using CloudPatient patient = await CloudPatient.StartAsync();
        patient.Tokens.Life = TimeSpan.FromSeconds(90);

        (await patient.DiagnoseAsync()).NamesOnly("CREDENTIALS-EXPIRING", exitCode: 0);
    }

    [NeedsFact(Needs.Linux)]
    public async Task Absence_of_any_keys_is_named_and_under_Greengrass_why()
    {
        await using CloudPatient patient = await CloudPatient.StartAsync();
        patient.Setup.Environment.Remove("AWS_CONTAINER_CREDENTIALS_FULL_URI");
        patient.Setup.Environment["GGC_VERSION"] = "2.12.0";

        Diagnosis diagnosis = await patient.DiagnoseAsync();

        diagnosis.Names("CREDENTIALS-NONE", "AWS_CONTAINER_CREDENTIALS_FULL_URI");
        diagnosis.Names("GREENGRASS-NO-TES");
        diagnosis.Names("GREENGRASS-NO-TOKEN");
        diagnosis.Names("GREENGRASS-NO-SOCKET");
    }

    [NeedsFact(Needs.Linux)]
    public async Task Half_a_pair_of_keys_is_named()
    {
        await using CloudPatient patient = await CloudPatient.StartAsync();
        patient.Setup.Environment["AWS_ACCESS_KEY_ID"] = "CANARYID";

        (await patient.DiagnoseAsync()).Names("CREDENTIALS-SETTING", "AWS_SECRET_ACCESS_KEY is not");
    }

    [NeedsFact(Needs.Linux)]
    public async Task Certificate_past_its_time_is_named()
    {
        await using CloudPatient patient = await CloudPatient.StartAsync();
        using ThrowAwayAuthority authority = new();
        Certify(patient, authority.Device(age: TimeSpan.FromDays(100)), authority, "https://localhost:1/role-aliases/edge/credentials");

        (await patient.DiagnoseAsync()).Names("CERTIFICATE-EXPIRED", "device.crt.pem");
    }

    [NeedsFact(Needs.Linux)]
    public async Task Key_that_others_may_read_and_a_refused_role_are_named()
    {
        await using CloudPatient patient = await CloudPatient.StartAsync();
        using ThrowAwayAuthority authority = new();
        using X509Certificate2 server = authority.Server();
        await using IotEndpointDouble iot = await IotEndpointDouble.StartAsync(server, authority);
        iot.Reply = EndpointReply.Forbidden;
        (string certificate, string key) = authority.Device();
        File.SetUnixFileMode(key, (UnixFileMode)0b110_100_100);
        Certify(patient, (certificate, key), authority, iot.Endpoint);

        Diagnosis diagnosis = await patient.DiagnoseAsync();

        diagnosis.Names("CERTIFICATE-OPEN", "0644");
        diagnosis.Names("CERTIFICATE-EXPIRING", "device.crt.pem");
        Assert.Contains("iot:AssumeRoleWithCertificate", diagnosis.Names("CREDENTIALS-DENIED", "'edge'").Fix, StringComparison.Ordinal);
        Assert.Contains(diagnosis.Findings, finding => finding.Code == "EGRESS-OK" && finding.Evidence.Contains("keys of AWS IoT", StringComparison.Ordinal));
    }

    [NeedsFact(Needs.Linux)]
    public async Task Key_of_another_certificate_is_named()
    {
        await using CloudPatient patient = await CloudPatient.StartAsync();
        using ThrowAwayAuthority authority = new();
        Certify(patient, (authority.Device("one").Certificate, authority.Device("other").Key), authority, "https://localhost:1/role-aliases/edge/credentials");

        (await patient.DiagnoseAsync()).Names("CERTIFICATE-FAULT", "does not belong to the certificate");
    }

    private static void Certify(CloudPatient patient, (string Certificate, string Key) device, ThrowAwayAuthority authority, string endpoint)
    {
        patient.Setup.Settings["sagemaker_edge_provider_aws_cert_file"] = device.Certificate;
        patient.Setup.Settings["sagemaker_edge_provider_aws_cert_pk_file"] = device.Key;
        patient.Setup.Settings["sagemaker_edge_provider_aws_ca_cert_file"] = authority.RootFile;
        patient.Setup.Settings["sagemaker_edge_provider_aws_iot_cred_endpoint"] = endpoint;
    }
}
