#!/usr/bin/perl
# An SMSC made with Net::SMPP: it takes what is submitted, reports it delivered, and answers a text to
# a number that ends in 999 with two of its own, one of them in two parts. It prints a line for all
# that it reads. Usage: net-smpp-smsc.pl PORT
use strict;
use warnings;
use Net::SMPP;
use Encode qw(encode);

$| = 1;
# How it says that a client has left.
$SIG{__WARN__} = sub { warn @_ unless $_[0] =~ /premature eof/ };
my $port = shift or die "a port, please";
my $server = Net::SMPP->new_listen('127.0.0.1', port => $port, timeout => undef)
  or die "cannot listen: $!";
print "listening\n";

my $last_id = 0x4F29;
while (1) {
    my $link = $server->accept or next;
    while (my $pdu = $link->read_pdu) { serve($link, $pdu) }
    close $link;
}

sub serve {
    my ($link, $pdu) = @_;
    my $command = $pdu->{cmd};
    my @answer = (seq => $pdu->{seq});
    if ($command == Net::SMPP::CMD_bind_transceiver) {
        print "bind $pdu->{system_id} $pdu->{password} $pdu->{interface_version}\n";
        my $known = $pdu->{system_id} eq 'demo' && $pdu->{password} eq 'secret';
        $link->bind_transceiver_resp(
            @answer, system_id => 'NETSMPP', status => $known ? 0 : 0x0E);
    } elsif ($command == Net::SMPP::CMD_submit_sm) {
        take($link, $pdu);
    } elsif ($command == Net::SMPP::CMD_query_sm) {
        $link->query_sm_resp(@answer, message_id => $pdu->{message_id},
            final_date => '260102153000000+', message_state => 2, error_code => 0);
    } elsif ($command == Net::SMPP::CMD_enquire_link) {
        $link->enquire_link_resp(@answer);
    } elsif ($command == Net::SMPP::CMD_unbind) {
        print "unbind\n";
        $link->unbind_resp(@answer);
    } elsif ($command == Net::SMPP::CMD_deliver_sm_resp) {
        print "delivered $pdu->{status}\n";
    }
}

sub take {
    my ($link, $pdu) = @_;
    my $to = $pdu->{destination_addr};
    print join(' ', 'submit', $pdu->{source_addr_ton}, $pdu->{source_addr},
        $pdu->{dest_addr_ton}, $to, $pdu->{esm_class}, $pdu->{data_coding},
        $pdu->{registered_delivery}, unpack('H*', $pdu->{short_message})), "\n";
    if ($to =~ /011$/) {
        $link->submit_sm_resp(seq => $pdu->{seq}, status => 0x0B, message_id => '');
        return;
    }
    # Hexadecimal in the response and decimal in the receipt, as some SMSCs do.
    my $id = ++$last_id;
    $link->submit_sm_resp(seq => $pdu->{seq}, message_id => sprintf('%X', $id));
    bring($link, $to, 4, 0, sprintf('id:%010d sub:001 dlvrd:001 submit date:2601021530 '
        . 'done date:2601021531 stat:DELIVRD err:000 text:', $id));
    return unless $to =~ /999$/;
    bring($link, $to, 0, 8, encode('UTF-16BE', "D\x{1eeb}ng \x{1f511}"));
    bring($link, $to, 0x40, 0, "\x05\x00\x03\x07\x02$_" . ($_ eq "\x01" ? 'one ' : 'two'))
      for "\x01", "\x02";
}

sub bring {
    my ($link, $from, $class, $coding, $text) = @_;
    $link->deliver_sm(async => 1, source_addr_ton => 1, source_addr_npi => 1,
        source_addr => $from, destination_addr => 'NXDEMO', esm_class => $class,
        data_coding => $coding, short_message => $text);
}
